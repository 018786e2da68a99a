/** Several users at once, and their list as a file. */
export const bulk = {
  'bulk.count': 'Type {n} to confirm',
  'bulk.cut': '{n|# open connection was cut|# open connections were cut}.',
  'bulk.done': '{n|# user|# users} done.',
  'bulk.failed': '{n|# user|# users} could not be changed:',
  'bulk.go': 'Do it',
  'bulk.most': 'At most {n|# user|# users} at a time.',
  'bulk.progress': '{done} of {all}',
  'bulk.role': 'Role',
  'bulk.text.delete': 'This cannot be undone. Their sessions, tokens and keys end; what they run is stopped.',
  'bulk.text.give': 'In force at once, for each of them.',
  'bulk.text.suspend': 'They are out at once: nothing opens, and what is open is cut. Roles and credentials are kept.',
  'bulk.text.take': 'In force at once; what stood open on it is cut.',
  'bulk.title.delete': 'Delete {n|# user|# users}',
  'bulk.title.give': 'Give a role to {n|# user|# users}',
  'bulk.title.suspend': 'Suspend {n|# user|# users}',
  'bulk.title.take': 'Take a role from {n|# user|# users}',
};
