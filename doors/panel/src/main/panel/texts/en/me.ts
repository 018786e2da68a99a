/** One's own account. */
export const me = {
  'me.activity': 'Your activity',
  'me.by': 'Signed in by',
  'me.keys': 'Single-key shortcuts',
  'me.keys.hint': 'Such as g u for users. Switch them off if you dictate.',
  'me.language': 'Language',
  'me.look': 'How the panel looks',
  'me.theme': 'Theme',
  'me.this': 'this one',
  'me.until': 'Signed in until',
};
