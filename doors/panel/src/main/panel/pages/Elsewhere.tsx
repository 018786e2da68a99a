import { useEffect } from 'react';
import { useRouteError } from 'react-router';
import { Button, LinkButton } from '../components/Button';
import { Empty, Page } from '../components/Page';
import { useTexts } from '../texts/texts';

/** There is no such page. */
export function NotFound() {
  const { t } = useTexts();
  return (
    <Page title={t('notfound.title')}>
      <Empty title={t('notfound.text')} action={<LinkButton to="/">{t('home')}</LinkButton>} />
    </Page>
  );
}

/** One's roles do not let one see this; who could change that. */
export function Forbidden({ title, missing }: { title: string; missing?: string }) {
  const { t, named } = useTexts();
  return (
    <Page title={title}>
      <Empty title={t('forbidden.title')} action={<LinkButton to="/">{t('home')}</LinkButton>}>
        <p>{missing ? t('forbidden.missing', { deed: named(`deed.${missing}`, missing) }) : t('forbidden.text')}</p>
        <p>{t('forbidden.cure')}</p>
      </Empty>
    </Page>
  );
}

/** A page that broke, or one that a newer server has under another name. */
export function Broken() {
  const { t } = useTexts();
  const error = useRouteError();
  useEffect(() => console.error(error), [error]);
  return (
    <Page title={t('broken.title')}>
      <Empty
        title={t('broken.text')}
        action={<Button onPress={() => location.reload()}>{t('broken.reload')}</Button>}
      />
    </Page>
  );
}
