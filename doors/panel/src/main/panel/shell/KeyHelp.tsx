import { Dialog, DialogBody } from '../components/Dialog';
import { Facts } from '../components/Page';
import { useTexts } from '../texts/texts';
import { PLACES } from './places';

/** Which key does what. */
export function KeyHelp({ onClose }: { onClose: () => void }) {
  const { t } = useTexts();
  const key = (keys: string) => keys.split(' ').map((each) => <kbd key={each}>{each}</kbd>);
  return (
    <Dialog title={t('keys.title')} onClose={onClose}>
      <DialogBody>
        <Facts
          facts={[
            [t('keys.palette'), key('Ctrl K')],
            [t('keys.help'), key('?')],
            [t('keys.filter'), key('/')],
            [t('keys.create'), key('c')],
            [t('keys.rows'), key('j k')],
            [t('keys.open'), key('Enter')],
            [t('keys.menu'), key('.')],
            ...PLACES.flatMap((group) => group.places)
              .filter((place) => place.key)
              .map((place): [string, React.ReactNode] => [t(place.label), key(`g ${place.key}`)]),
          ]}
        />
        <p className="soft small">{t('keys.off')}</p>
      </DialogBody>
    </Dialog>
  );
}
