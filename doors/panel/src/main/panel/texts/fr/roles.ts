import type { roles as English } from '../en/roles';

/** Roles: what they allow, and editing them. */
export const roles: Record<keyof typeof English, string> = {
  'roles.adds': 'Ajoute :',
  'roles.at-once': "L'effet est immédiat.",
  'roles.changed': 'Les rôles sont modifiés',
  'roles.columns': 'Rôles à comparer',
  'roles.edit': 'Modifier les rôles de {name}',
  'roles.elsewhere': 'Connus, sans effet ici',
  'roles.elsewhere.text': 'Ces noms existent dans le modèle, des programmes peuvent donc les envoyer. Ils ne régissent rien ici.',
  'roles.lead': "Ce que permet chaque rôle. On peut en avoir plusieurs ; leurs droits s'additionnent.",
  'roles.matrix': 'Matrice des rôles',
  'roles.permission': 'Permission',
  'roles.removes': 'Retire :',
  'roles.same': "Aucun changement pour l'instant.",
  'roles.save': 'Enregistrer les rôles',
  'roles.who': "Qui l'a",
};
