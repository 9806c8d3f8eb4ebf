// How does Java write archives? `java WriteZip.java <stored|deflated> <folder> <file>`
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

class WriteZip {
  public static void main(String[] arguments) throws IOException {
    boolean stored = arguments[0].equals("stored");
    Path folder = Path.of(arguments[1]);
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder, java.nio.file.FileVisitOption.FOLLOW_LINKS)) {
      paths = walk.filter(path -> !path.equals(folder)).sorted().toList();
    }
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(Path.of(arguments[2])))) {
      for (Path path : paths) {
        boolean directory = Files.isDirectory(path);
        byte[] bytes = directory ? new byte[0] : Files.readAllBytes(path);
        ZipEntry entry = new ZipEntry(folder.relativize(path) + (directory ? "/" : ""));
        if (stored) {
          CRC32 crc = new CRC32();
          crc.update(bytes);
          entry.setMethod(ZipEntry.STORED);
          entry.setSize(bytes.length);
          entry.setCrc(crc.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
      }
    }
  }
}
