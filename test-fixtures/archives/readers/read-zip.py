# What does Python's zipfile find in each archive that standard input names?
import base64
import json
import sys
import zipfile


def listing(path):
    files = {}
    folders = []
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            if entry.is_dir():
                folders.append(entry.filename.rstrip("/"))
                continue
            if entry.filename in files:
                raise ValueError("It lists " + entry.filename + " twice.")
            files[entry.filename] = base64.b64encode(archive.read(entry)).decode()
    return {"files": files, "folders": folders}


for line in sys.stdin.buffer:
    name, path = line.decode().rstrip("\n").split("\t")
    try:
        answer = listing(path)
    except Exception as failure:
        answer = {"refused": repr(failure)}
    print(json.dumps({"name": name, **answer}))
