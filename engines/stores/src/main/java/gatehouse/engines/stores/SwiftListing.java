package gatehouse.engines.stores;

import gatehouse.core.refusal.Refused;
import gatehouse.core.storage.ObjectEntry;
import gatehouse.core.storage.ObjectKey;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Swift's list of objects as XML: names may hold anything, line ends too. */
final class SwiftListing {
  private static final int LONGEST_FIELD = 4096;

  private SwiftListing() {}

  /** Reads one page. */
  static List<ObjectEntry> read(InputStream body) throws IOException {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    var entries = new ArrayList<ObjectEntry>();
    try {
      XMLStreamReader xml = factory.createXMLStreamReader(body);
      Map<String, String> fields = new HashMap<>();
      while (xml.hasNext()) {
        int event = xml.next();
        if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("object")) {
          entries.add(entry(fields));
          fields.clear();
        } else if (event == XMLStreamConstants.START_ELEMENT && isField(xml.getLocalName())) {
          String name = xml.getLocalName();
          fields.put(name, text(xml.getElementText()));
        }
      }
      return entries;
    } catch (XMLStreamException | DateTimeException | NumberFormatException | Refused e) {
      throw new IOException("what should be a list of objects is none: " + e.getMessage(), e);
    }
  }

  private static boolean isField(String name) {
    return switch (name) {
      case "name", "hash", "bytes", "last_modified" -> true;
      default -> false;
    };
  }

  private static String text(String text) throws IOException {
    if (text.length() > LONGEST_FIELD) {
      throw new IOException("what should be a list of objects is none: a name without end");
    }
    return text;
  }

  private static ObjectEntry entry(Map<String, String> fields) {
    return new ObjectEntry(
        new ObjectKey(fields.getOrDefault("name", "")),
        Long.parseLong(fields.getOrDefault("bytes", "0")),
        fields.getOrDefault("hash", ""),
        LocalDateTime.parse(Objects.requireNonNullElse(fields.get("last_modified"), ""))
            .toInstant(ZoneOffset.UTC));
  }
}
