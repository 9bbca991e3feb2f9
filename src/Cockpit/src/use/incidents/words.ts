import { addMessages } from '../../i18n/index.svelte';
import zh from './zh';

addMessages(zh, () => import('./en'));
