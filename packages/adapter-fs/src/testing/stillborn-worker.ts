// What if a worker is killed before it has a word to say?
process.kill(process.pid, "SIGKILL");
