import type { registries as English } from '../en/registries';

/** Accounts at registries of images. */
export const registries: Record<keyof typeof English, string> = {
  'registries.add': 'Ajouter un registre',
  'registries.added': 'Le compte auprès de {name} est conservé.',
  'registries.by': 'Ajouté par',
  'registries.changed': 'Le compte auprès de {name} est modifié.',
  'registries.delete.text': 'Les images qui s’y trouvent ne pourront plus être tirées avec ce compte. Ce qui tourne déjà continue.',
  'registries.delete.title': 'Oublier le compte auprès de {name}',
  'registries.deleted': 'Le compte auprès de {name} est oublié.',
  'registries.docker': 'Y déposer une image',
  'registries.docker.text': "Depuis une machine avec Docker ou Podman ; une tâche ou une application nomme ensuite l'image de la même façon.",
  'registries.edit': 'Modifier',
  'registries.edit.title': 'Modifier le compte auprès de {name}',
  'registries.kept': "Laissé vide, il reste tel quel. Une autre adresse ou un autre nom le demande à nouveau.",
  'registries.lead': "Les tâches et les applications tirent les images privées avec ces comptes, l'adresse la plus longue qui convient d'abord. Les images publiques n'en ont pas besoin. Aucun mot de passe n'est montré à nouveau.",
  'registries.none': "Aucun compte auprès d'un registre",
  'registries.none.text': 'Ajoutez-en un pour exécuter des images privées dans des tâches et des applications. Les images publiques s’en passent.',
  'registries.url': 'Adresse',
  'registries.url.hint': "Un hôte, ou un hôte avec un chemin : ghcr.io ou ghcr.io/equipe. Le compte sert aux images qui s'y trouvent.",
};
