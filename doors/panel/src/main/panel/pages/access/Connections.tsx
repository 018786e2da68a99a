import { useMay } from '../../api/me';
import { Page } from '../../components/Page';
import { useTexts } from '../../texts/texts';
import { Forbidden } from '../Elsewhere';
import { ConnectionTable } from './ConnectionTable';

/** Who is connected to what, now. */
export function Connections() {
  const { t } = useTexts();
  const may = useMay();
  if (!may('session_read')) return <Forbidden title={t('nav.connections')} missing="session_read" />;
  return (
    <Page title={t('nav.connections')} lead={t('connections.lead')}>
      <ConnectionTable />
    </Page>
  );
}
