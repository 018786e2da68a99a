package gatehouse.doors.web;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/**
 * Gives whoever asks for a servlet session one that nobody keeps. Javalin asks for one at each
 * upgrade to a WebSocket, also of callers who turn out to be nobody: kept, they would fill the
 * memory, and each would get a cookie.
 */
final class NoSessions implements Filter {

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(
        request instanceof HttpServletRequest http ? new Sessionless(http) : request, response);
  }

  private static final class Sessionless extends HttpServletRequestWrapper {
    Sessionless(HttpServletRequest request) {
      super(request);
    }

    @Override
    public HttpSession getSession() {
      return new Nothing(getServletContext());
    }

    @Override
    public @Nullable HttpSession getSession(boolean create) {
      return create ? getSession() : null;
    }

    @Override
    public String changeSessionId() {
      throw new IllegalStateException("there is no session");
    }
  }

  /** Holds nothing. */
  private record Nothing(ServletContext context) implements HttpSession {
    @Override
    public long getCreationTime() {
      return 0;
    }

    @Override
    public String getId() {
      return "";
    }

    @Override
    public long getLastAccessedTime() {
      return 0;
    }

    @Override
    public ServletContext getServletContext() {
      return context;
    }

    @Override
    public void setMaxInactiveInterval(int seconds) {
      // It ends with its request.
    }

    @Override
    public int getMaxInactiveInterval() {
      return 0;
    }

    @Override
    public @Nullable Object getAttribute(String name) {
      return null;
    }

    @Override
    public Enumeration<String> getAttributeNames() {
      return Collections.emptyEnumeration();
    }

    @Override
    public void setAttribute(String name, @Nullable Object value) {
      throw new IllegalStateException("nobody would keep " + name);
    }

    @Override
    public void removeAttribute(String name) {
      // There is none.
    }

    @Override
    public void invalidate() {
      // It ends with its request.
    }

    @Override
    public boolean isNew() {
      return true;
    }
  }
}
