import type { UseTranslationResponse } from 'react-i18next';

/**
 * How a text is looked up. Rows of a virtual list are given it by the list, which has it from useTranslation once: the
 * hook is too dear for something that is drawn hundreds of times while scrolling.
 */
export type Translate = UseTranslationResponse<'translation', undefined>['t'];
