// Runs before the first paint, so that nobody sees the wrong theme flash by.
(function () {
  var theme = null;
  try {
    theme = localStorage.getItem('gatehouse.theme');
  } catch (e) {
    // Storage may be forbidden; the system's theme is right then.
  }
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
})();
