import './configure-zod.ts';
import { render } from 'preact';
import { App } from './app.tsx';
import { registerCharts } from './charts/parts/register.ts';
import './styles/base.css';
import './styles/shell.css';
import './styles/page-header.css';
import './styles/page-states.css';
import './styles/controls.css';
import './styles/table.css';
import './styles/output.css';
import './styles/panels.css';

registerCharts();
const root = document.querySelector('#app');
if (root === null) throw new Error('the page has no #app element');
render(<App />, root);
