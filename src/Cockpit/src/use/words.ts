import { addMessages } from '../i18n/index.svelte';
import en from './en';
import zh from './zh';

addMessages(zh, en);
