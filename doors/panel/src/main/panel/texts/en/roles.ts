/** Roles: what they allow, and editing them. */
export const roles = {
  'roles.adds': 'Adds:',
  'roles.at-once': 'This takes effect at once.',
  'roles.changed': 'The roles are changed',
  'roles.columns': 'Roles to compare',
  'roles.edit': 'Edit roles of {name}',
  'roles.elsewhere': 'Known, without effect here',
  'roles.elsewhere.text': 'These names exist in the model, so programs may send them. They govern nothing in this installation.',
  'roles.lead': 'What each role lets one do. Somebody may hold several; what they may do is all of it together.',
  'roles.matrix': 'Role matrix',
  'roles.permission': 'Permission',
  'roles.removes': 'Takes away:',
  'roles.same': 'No change yet.',
  'roles.save': 'Save roles',
  'roles.who': 'Who has it',
};
