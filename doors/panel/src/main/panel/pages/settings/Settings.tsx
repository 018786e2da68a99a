import { useMay, useMe, useShown } from '../../api/me';
import { useAuditKey, useHealth } from '../../api/settings';
import { useDataStores } from '../../api/storage';
import { useFlavors } from '../../api/workloads';
import { CopyButton } from '../../components/Copy';
import { Card, Facts, Page, Stale } from '../../components/Page';
import { Status } from '../../components/Status';
import { launch } from '../../texts/en/launch';
import { settings } from '../../texts/en/settings';
import { users } from '../../texts/en/users';
import { bring, useTexts } from '../../texts/texts';
import { Forbidden } from '../Elsewhere';
import { Looks } from '../me/Looks';
import { Accounts } from './Accounts';
import { EgressCard } from './EgressCard';
import { Hours } from './Hours';
import { QuotaCard } from './QuotaCard';

bring(users);
bring(settings);
bring(launch);

/** How the project and the installation are set, for those who look after them. */
export function Settings() {
  const { t } = useTexts();
  const may = useMay();
  const shown = useShown('project_manage');
  if (!shown) return <Forbidden title={t('nav.settings')} missing="project_manage" />;
  return (
    <Page title={t('nav.settings')} lead={t('settings.lead')}>
      <div className="cards">
        <ProjectCard />
        <InstallationCard />
        <EgressCard />
        <QuotaCard />
        <Hours />
        {may('account_manage') && <Accounts />}
        <Looks />
      </div>
    </Page>
  );
}

function ProjectCard() {
  const { t, date } = useTexts();
  const project = useMe().data?.project;
  if (!project) return null;
  return (
    <Card title={t('settings.project')}>
      <Facts
        facts={[
          [t('add.description'), project.description || '–'],
          [t('work.id'), <code key="i">{project.id}</code>],
          [t('settings.project.authorized'), t(project.aiAuthorized ? 'yes' : 'no')],
          [t('users.created'), date(project.createdAt)],
        ]}
      />
    </Card>
  );
}

function InstallationCard() {
  const { t, bytes } = useTexts();
  const health = useHealth();
  const key = useAuditKey();
  const stores = useDataStores();
  const own = stores.data?.find((store) => store.owner !== 'customer');
  const offered = useFlavors();
  const flavors = offered.data ?? [];
  const unit = flavors.find((flavor) => flavor.default) ?? flavors[0];
  const secure = location.protocol === 'https:';
  const well = health.data?.status === 'ok' && !health.error;
  return (
    <Card title={t('settings.installation')}>
      <Stale of={[health, key, stores, offered]} />
      <Facts
        facts={[
          [t('settings.address'), <code key="a">{location.origin}</code>],
          [t('settings.tls'), <Status key="t" mood={secure ? 'good' : 'warn'} word={t(secure ? 'settings.tls.on' : 'settings.tls.off')} {...(secure ? {} : { reason: t('check.tls.how') })} />],
          [t('settings.health'), <Status key="h" mood={well ? 'good' : 'bad'} word={t(well ? 'settings.health.good' : 'settings.health.bad')} />],
          [t('settings.compute'), unit ? `${t('work.cpus', { n: unit.max * unit.resourcesPerUnit.cpu })} · ${bytes(unit.max * unit.resourcesPerUnit.memory)}` : '–'],
          [t('settings.s3'), own?.endpoint ? <code key="s">{own.endpoint}</code> : t('settings.s3.off')],
          [
            t('settings.audit-key'),
            key.data ? (
              <span key="k">
                <span className="row">
                  <code>{key.data.id}</code>
                  <CopyButton text={key.data.id} label={t('work.copy-id')} />
                </span>
                <span className="soft small">{t('settings.audit-key.hint')}</span>
              </span>
            ) : (
              '–'
            ),
          ],
          [t('settings.api'), <a key="o" href="/v1/gatehouse/openapi.json">{'openapi.json'}</a>],
        ]}
      />
    </Card>
  );
}
