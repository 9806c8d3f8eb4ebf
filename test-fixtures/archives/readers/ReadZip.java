// What does Java's java.util.zip find in each archive that standard input names?
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

public class ReadZip {
    private final Map<String, String> files = new LinkedHashMap<>();
    private final List<String> folders = new ArrayList<>();

    /** The argument says whether archives are read by their directory (ZipFile) or from the front (ZipInputStream). */
    public static void main(String[] arguments) throws IOException {
        boolean fromFront = arguments[0].equals("ZipInputStream");
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] parts = line.split("\t");
            var found = new ReadZip();
            String answer;
            try {
                if (fromFront) found.readFromFront(parts[1]);
                else found.readByDirectory(parts[1]);
                answer = found.json();
            } catch (Exception failure) {
                answer = "\"refused\":" + quoted(failure.toString());
            }
            System.out.println("{\"name\":" + quoted(parts[0]) + "," + answer + "}");
        }
    }

    private void readByDirectory(String path) throws IOException {
        try (var archive = new ZipFile(path)) {
            for (ZipEntry entry : Collections.list(archive.entries())) {
                try (InputStream content = archive.getInputStream(entry)) {
                    add(entry, content);
                }
            }
        }
    }

    private void readFromFront(String path) throws IOException {
        try (var archive = new ZipInputStream(new FileInputStream(path))) {
            for (ZipEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                add(entry, archive);
            }
        }
    }

    private void add(ZipEntry entry, InputStream content) throws IOException {
        String name = entry.getName();
        if (entry.isDirectory()) {
            folders.add(name.replaceAll("/$", ""));
            return;
        }
        if (files.containsKey(name)) throw new IOException("It lists " + name + " twice.");
        files.put(name, Base64.getEncoder().encodeToString(content.readAllBytes()));
    }

    private String json() {
        var pairs = new ArrayList<String>();
        files.forEach((name, content) -> pairs.add(quoted(name) + ":\"" + content + "\""));
        var names = new ArrayList<String>();
        for (String folder : folders) names.add(quoted(folder));
        return "\"files\":{" + String.join(",", pairs) + "},\"folders\":[" + String.join(",", names) + "]";
    }

    /** As JSON in ASCII, so that no platform's encoding matters. */
    private static String quoted(String text) {
        var result = new StringBuilder("\"");
        for (char each : text.toCharArray()) {
            boolean plain = each >= ' ' && each < 127 && each != '"' && each != '\\';
            result.append(plain ? String.valueOf(each) : String.format("\\u%04x", (int) each));
        }
        return result.append('"').toString();
    }
}
