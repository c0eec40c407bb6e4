// Light, dark, or as the system has it; kept with the person, not in the browser.

/** @param {'system'|'light'|'dark'|undefined} theme */
export function useTheme(theme) {
  const root = document.documentElement;
  if (theme === 'light' || theme === 'dark') {
    root.dataset.theme = theme;
  } else {
    delete root.dataset.theme;
  }
}
