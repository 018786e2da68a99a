import type { bulk as English } from '../en/bulk';

/** Several users at once, and their list as a file. */
export const bulk: Record<keyof typeof English, string> = {
  'bulk.count': 'Saisissez {n} pour confirmer',
  'bulk.cut': '{n|# connexion ouverte coupée|# connexions ouvertes coupées}.',
  'bulk.done': '{n|# utilisateur traité|# utilisateurs traités}.',
  'bulk.failed': "{n|# utilisateur n'a pas pu être changé|# utilisateurs n'ont pas pu être changés} :",
  'bulk.go': 'Exécuter',
  'bulk.most': 'Au plus {n|# utilisateur|# utilisateurs} à la fois.',
  'bulk.progress': '{done} sur {all}',
  'bulk.role': 'Rôle',
  'bulk.text.delete': "C'est irréversible. Leurs sessions, jetons et clés prennent fin ; ce qu'ils exécutent est arrêté.",
  'bulk.text.give': "En vigueur aussitôt, pour chacun d'eux.",
  'bulk.text.suspend': "Ils sont exclus aussitôt : rien ne s'ouvre, et ce qui est ouvert est coupé. Rôles et identifiants sont conservés.",
  'bulk.text.take': 'En vigueur aussitôt ; ce qui reposait dessus est coupé.',
  'bulk.title.delete': 'Supprimer {n|# utilisateur|# utilisateurs}',
  'bulk.title.give': 'Donner un rôle à {n|# utilisateur|# utilisateurs}',
  'bulk.title.suspend': 'Suspendre {n|# utilisateur|# utilisateurs}',
  'bulk.title.take': 'Retirer un rôle à {n|# utilisateur|# utilisateurs}',
};
