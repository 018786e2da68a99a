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
  'me.applications': 'API applications',
  'me.applications.lead': 'Programs that sign their calls as you. Make one with gatehouse application create.',
  'me.applications.theirs': 'Programs and Terraform with a key of their own, for calls in the name of this user. Only the user makes them.',
  'me.applications.none': 'None.',
  'me.application.delete': 'Delete {name}',
  'me.application.delete.text': 'The program is out at once.',
  'me.application.deleted': 'The application is deleted.',
};
