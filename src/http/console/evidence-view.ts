import { html } from 'hono/html';
import type { FeedEvidence } from '../../report/feed-evidence.ts';
import { formatInstant } from '../../text/date.ts';
import { label } from '../../text/labels.ts';
import { measureLabel } from '../../text/measure-labels.ts';
import { formatNumber } from '../../text/number.ts';
import type { Html } from './html.ts';
import { mark } from './marks.ts';
import type { PageFrame } from './page.ts';
import { verdictWords } from './verdict-words.ts';

/** What proves a fact, in the words of a page; each device that is named leads to its own page. */
export function evidenceView(frame: PageFrame, evidence: FeedEvidence): Html {
  if (!('of' in evidence)) return deviceProof(frame, evidence);
  switch (evidence.of) {
    case 'links':
      return linkProof(frame, evidence);
    case 'hosts':
      return html`${evidence.hosts.map((host) => hostProof(frame, host))}`;
    case 'endpoints':
      return html`${evidence.endpoints.map((one) => endpointProof(frame, one))}`;
    case 'systems': {
      const words = verdictWords(frame.language);
      const count = (n: number) => formatNumber(n, frame.language);
      return html`<p class="proof">${count(evidence.counted)} ${words('counted')} ${count(evidence.recorded)} ${words('recorded')}</p>`;
    }
    case 'declaration': {
      const words = verdictWords(frame.language);
      return html`<p class="proof">${words('declaration')} #${evidence.declarationId}, ${words('revision')} ${evidence.revision}</p>`;
    }
  }
}

type Of<Kind extends string> = Extract<FeedEvidence, { readonly of: Kind }>;
type DeviceProof = Exclude<FeedEvidence, { readonly of: string }>;

function deviceProof(frame: PageFrame, evidence: DeviceProof): Html {
  const { say } = frame;
  return html`<p class="proof"><a href="/devices/${evidence.deviceId}"><bdi>${evidence.device}</bdi></a> ${mark(evidence.state)} ${say(evidence.state)}, ${say('seenAt')} ${instant(frame, evidence.at)}${
    evidence.observedAt === null ? '' : html`; ${say('lastProbe')} ${instant(frame, evidence.observedAt)}`
  }${evidence.outageId === null ? '' : html`; ${say('outage')} #${evidence.outageId}`}</p>`;
}

function linkProof(frame: PageFrame, { level, demand, links }: Of<'links'>): Html {
  const words = verdictWords(frame.language);
  const channels = words(demand.isFibre ? 'fibreChannels' : 'channels');
  const directions = demand.directions > 0 ? html` ${words('on')} ≥ ${demand.directions} ${words('directions')}` : '';
  return html`<p class="proof">${measureLabel('access_level', level)[frame.language]} ${words('demandOf')} ≥ ${demand.channels} ${channels}${directions}</p>
${links.map((link) => oneLink(frame, link))}`;
}

function oneLink(frame: PageFrame, link: Of<'links'>['links'][number]): Html {
  const { language, say } = frame;
  const words = verdictWords(language);
  const state = link.isAlive === null ? 'unknown' : link.isAlive ? 'alive' : 'dead';
  const shown = link.isAlive === null ? 'unknown' : link.isAlive ? 'up' : 'down';
  const status = { up: 'interfaceUp', down: 'interfaceDown', unknown: 'interfaceUnknown' } as const;
  const port =
    link.interface === null || link.interfaceStatus === null
      ? ''
      : html`; ${words('interface')} <bdi>${link.interface}</bdi> ${words(status[link.interfaceStatus])}`;
  const device =
    link.deviceId === null ? '' : html`; <a href="/devices/${link.deviceId}"><bdi>${link.device}</bdi></a>`;
  return html`<p class="proof">${mark(shown)} ${words('link')} <bdi>${link.link}</bdi> ${measureLabel('link_state', state)[language]}${
    link.mbps === null ? '' : html`, ${formatNumber(link.mbps, language, Number.isInteger(link.mbps) ? 0 : 1)} Mbit/s`
  }${device}${port}${link.observedAt === null ? '' : html`; ${say('lastProbe')} ${instant(frame, link.observedAt)}`}${
    link.outageId === null ? '' : html`; ${say('outage')} #${link.outageId}`
  }</p>`;
}

function hostProof(frame: PageFrame, host: Of<'hosts'>['hosts'][number]): Html {
  const words = verdictWords(frame.language);
  const name =
    host.deviceId === null
      ? words('foreignDevice')
      : html`<a href="/devices/${host.deviceId}"><bdi>${host.device}</bdi></a>`;
  return html`<p class="proof">${mark('up')} ${label('role', host.role)[frame.language]} ${name} <code>${host.address}</code> ${words('answeredAt')} ${instant(frame, host.answeredAt)}</p>`;
}

function endpointProof(frame: PageFrame, one: Of<'endpoints'>['endpoints'][number]): Html {
  const words = verdictWords(frame.language);
  const outcomes = {
    answer: ['up', 'answers'],
    miss: ['down', 'answersNot'],
    inconclusive: ['unknown', 'undecided'],
  } as const;
  const [shown, said] = outcomes[one.outcome];
  return html`<p class="proof">${mark(shown)} <code>${one.system}</code> <bdi>${one.endpoint}</bdi> ${words(said)}${
    one.httpStatus === null ? '' : html` (HTTP ${one.httpStatus})`
  }${one.reason === null ? '' : html`: ${measureLabel('endpoint_reason', one.reason)[frame.language]}`}; ${words('lastCheck')} ${instant(frame, one.lastAt)}</p>`;
}

function instant({ language }: PageFrame, text: string): string {
  return formatInstant(Date.parse(text), language);
}
