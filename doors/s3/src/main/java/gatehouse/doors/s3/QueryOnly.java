package gatehouse.doors.s3;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request whose parameters are those of its URL alone. Many programs call any body a form where
 * nobody tells them otherwise; read as one, an object would be taken for parameters, and its
 * signature for another's.
 */
final class QueryOnly extends HttpServletRequestWrapper {
  private static final String FORM = "application/x-www-form-urlencoded";

  private final Map<String, String[]> parameters;

  private QueryOnly(HttpServletRequest request) {
    super(request);
    Map<String, List<String>> all = new LinkedHashMap<>();
    String query = request.getQueryString();
    for (String each : query == null ? new String[0] : query.split("&")) {
      if (!each.isEmpty()) {
        int equals = each.indexOf('=');
        String name = decoded(equals < 0 ? each : each.substring(0, equals));
        all.computeIfAbsent(name, none -> new ArrayList<>())
            .add(equals < 0 ? "" : decoded(each.substring(equals + 1)));
      }
    }
    Map<String, String[]> arrays = new LinkedHashMap<>();
    all.forEach((name, values) -> arrays.put(name, values.toArray(String[]::new)));
    this.parameters = Collections.unmodifiableMap(arrays);
  }

  /** The same request, its body no form. */
  static HttpServletRequest of(HttpServletRequest request) {
    String type = request.getContentType();
    return type != null && type.regionMatches(true, 0, FORM, 0, FORM.length())
        ? new QueryOnly(request)
        : request;
  }

  @Override
  public @Nullable String getParameter(String name) {
    String[] values = parameters.get(name);
    return values == null ? null : values[0];
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    return parameters;
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.enumeration(parameters.keySet());
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    String[] values = parameters.get(name);
    return values == null ? null : values.clone();
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
