import type { FieldValue } from '../inventory/record.ts';
import { coreRouter, type ProvinceAgency, provinceAgencies } from './province-data.ts';
import { websitePaths } from './website.ts';

type Values = Readonly<Record<string, FieldValue>>;

const data = coreRouter.agency;

/** Hosted systems of the province; `website` is the root address of those that answer on the web. */
export function systems(website: string): Values[] {
  const at = (page: keyof typeof websitePaths) => [`${website}${websitePaths[page].path}`];
  const inCenter = (host: string): Values => ({
    in_data_center: true,
    hosts: [`${data}/${host}`],
    operator: 'Trung tâm Dữ liệu tỉnh Sông Vân',
  });
  const approved = (level: number): Values => ({
    security_level: level,
    approval_decision: 'QĐ 01/QĐ-GĐ',
    approved_on: '2025-09-01',
    next_review_on: '2027-09-01',
  });
  const named = (code: string, name: string, kind: string, owner: string): Values => ({ code, name, kind, owner });
  return [
    {
      ...named('CONG-TTDT', 'Cổng thông tin điện tử tỉnh', 'portal', 'H99.01'),
      ...inCenter('portal-server'),
      ...approved(3),
      endpoints: at('portal'),
    },
    {
      ...named('MOT-CUA', 'Một cửa điện tử', 'one_stop', 'H99.02'),
      ...inCenter('portal-server'),
      ...approved(3),
      endpoints: at('oneStop'),
    },
    {
      ...named('TRANG-MAY-TRANG', 'Trang tin phường Mây Trắng', 'website', 'H99.21'),
      ...inCenter('portal-server'),
      ...approved(1),
      endpoints: at('cloud'),
    },
    {
      ...named('TRANG-SUOI-TRANG', 'Trang tin xã Suối Trăng', 'website', 'H99.24'),
      ...inCenter('portal-server'),
      ...approved(1),
      endpoints: at('moon'),
    },
    {
      ...named('QLVB', 'Quản lý văn bản và điều hành', 'document_management', 'H99.01'),
      ...inCenter('documents-server'),
      ...approved(3),
    },
    {
      ...named('CSDL-DUNG-CHUNG', 'Cơ sở dữ liệu dùng chung', 'database', data),
      ...inCenter('database-server'),
      ...approved(4),
    },
    {
      ...named('HO-SO-SUC-KHOE', 'Hồ sơ sức khoẻ', 'database', 'H99.04'),
      in_data_center: false,
      hosts: ['H99.04/records-server'],
      ...approved(2),
    },
  ];
}

/** Which agencies use which of them. */
export function deployments(): Values[] {
  const users = ({ declared }: ProvinceAgency) => declared.officials;
  return [
    ...provinceAgencies.map((agency) => ({ system: 'QLVB', agency: agency.code, users: users(agency) })),
    ...provinceAgencies
      .filter(isCommune)
      .map((agency) => ({ system: 'MOT-CUA', agency: agency.code, users: Math.ceil(users(agency) / 4) })),
  ];
}

function isCommune({ block }: ProvinceAgency): boolean {
  return block === 'commune';
}
