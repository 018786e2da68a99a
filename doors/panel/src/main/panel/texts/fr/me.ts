import type { me as English } from '../en/me';

/** One's own account. */
export const me: Record<keyof typeof English, string> = {
  'me.activity': 'Votre activité',
  'me.by': 'Connecté par',
  'me.keys': 'Raccourcis à une touche',
  'me.keys.hint': 'Comme g u pour les utilisateurs. À désactiver si vous dictez.',
  'me.language': 'Langue',
  'me.look': 'Apparence du panneau',
  'me.theme': 'Thème',
  'me.this': 'celle-ci',
  'me.until': "Connecté jusqu'au",
  'me.applications': "Applications d'API",
  'me.applications.lead': 'Des programmes qui signent leurs appels en votre nom. Pour en créer : gatehouse application create.',
  'me.applications.theirs': 'Des programmes et Terraform avec leur propre clé, pour des appels au nom de cette personne. Elle seule peut les créer.',
  'me.applications.none': 'Aucune.',
  'me.application.delete': 'Supprimer {name}',
  'me.application.delete.text': 'Le programme est exclu aussitôt.',
  'me.application.deleted': "L'application est supprimée.",
  'me.password.account': 'Vous le choisissez ; au moins 10 caractères.',
  'me.password.user': "Les mots de passe des utilisateurs sont générés, non choisis. Demandez-en un nouveau à un administrateur si le vôtre est perdu ou connu d'autres.",
  'me.password.none': "Cette connexion n'a pas de mot de passe à elle.",
  'me.password.change': 'Changer votre mot de passe',
  'me.password.generate': 'En générer un nouveau',
};
