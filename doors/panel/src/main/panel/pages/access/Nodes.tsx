import { useMay } from '../../api/me';
import { useNodes } from '../../api/users';
import { Note } from '../../components/Page';
import { activity } from '../../texts/en/activity';
import { bring, useTexts } from '../../texts/texts';

bring(activity);

/** Says, where there are several nodes, that what is counted is open at one of them. */
export function OneOfSeveral() {
  const { t } = useTexts();
  const may = useMay();
  const nodes = useNodes(may('session_read')).data ?? [];
  const here = nodes.find((node) => node.answers);
  if (nodes.length < 2 || !here) return null;
  return (
    <Note>{t('connections.node', { name: here.name, n: nodes.length - 1 })}</Note>
  );
}
