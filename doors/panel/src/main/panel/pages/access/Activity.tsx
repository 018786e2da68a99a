import { useState } from 'react';
import { TextField } from '../../components/Field';
import { useMay, useMe } from '../../api/me';
import { Page } from '../../components/Page';
import { useTexts } from '../../texts/texts';
import { ActivityList } from './ActivityList';
import { Verify } from './Verify';

/** What happened: all of it for those who may see it, and one's own for everybody. */
export function Activity() {
  const { t } = useTexts();
  const may = useMay();
  const me = useMe().data;
  const [action, setAction] = useState('');
  const all = may('audit_read');
  return (
    <Page title={t('nav.activity')} lead={t(all ? 'activity.lead' : 'activity.own')}>
      {all && (
        <TextField label={t('activity.filter')} hint={t('activity.filter.hint')} type="search" value={action} onChange={setAction} />
      )}
      {may('account_manage') && <Verify />}
      <ActivityList subject={all ? '' : (me?.me.name ?? '')} action={action.trim()} />
    </Page>
  );
}
