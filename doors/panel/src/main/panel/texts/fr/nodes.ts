import type { nodes as English } from '../en/nodes';

/** The nodes of the installation. */
export const nodes: Record<keyof typeof English, string> = {
  'nodes.alone': "Cette installation a un seul nœud, et tout s'y exécute. docs/nodes.md dit comment en ajouter d'autres.",
  'nodes.away': 'Absent',
  'nodes.away.text': "Ce qui y est domicilié n'est pas joignable, et reprendra à son retour.",
  'nodes.give-up': 'Abandonner',
  'nodes.give-up.back': 'Si la machine revient, ses exécutions sont arrêtées.',
  'nodes.give-up.failed': 'Ce qui y tournait compte comme échoué.',
  'nodes.give-up.gone': "Les espaces de travail, les sauvegardes et les données non encore réécrites qu'il était seul à avoir sont perdus.",
  'nodes.give-up.not': "Il est présent : arrêtez d'abord son serveur.",
  'nodes.give-up.rest': 'Le reste peut recommencer sur un autre nœud.',
  'nodes.give-up.text': 'Seulement pour une machine disparue pour de bon. {n|# charge de travail y est domiciliée|# charges de travail y sont domiciliées}, et ceci ne se défait pas :',
  'nodes.give-up.title': 'Abandonner {name}',
  'nodes.given-up': '{name} est abandonné, avec {n|# charge de travail domiciliée|# charges de travail domiciliées} chez lui.',
  'nodes.lead': "Les machines entre lesquelles le travail est réparti. Chaque charge de travail est domiciliée sur l'une d'elles ; toutes l'ouvrent.",
  'nodes.name': 'Nœud',
  'nodes.state': 'État',
  'nodes.there': 'Présent',
  'nodes.workloads': 'Charges de travail domiciliées',
  'nodes.workloads.hint': 'Celles qui ont pris fin comptent aussi.',
};
