// SPDX-License-Identifier: Apache-2.0
//
// Which headings make which ledger. Chinese headings are those of real offices (DOMAIN.md, section
// 7) with their synonyms; the English ones say the same.
//
// Law: a ledger is told by the columns that it can't do without. Of two headings for one column the
// synonym that stands first wins, and the other one is kept as any column without a field.

struct Layout {
    let kind: LedgerKind
    /// Column and its headings, as `Heading.name` has them.
    let columns: [(Column, [String])]
    /// From each group one column at least.
    let required: [[Column]]

    static let all: [Layout] = [capital, projects, tasks, indicators, entities, units]

    /// Every synonym of every ledger: what a row of headings may hold.
    static let knownNames: Set<String> = Set(
        all.flatMap(\.columns).flatMap(\.1).map { $0.filter { $0 != "#" } })

    /// The ledger that has most of the headings of those that lack the fewest columns, and the first synonym
    /// of each that it lacks; nil where fewer than two headings are known.
    static func nearest(to headings: [String]) -> (kind: LedgerKind, lacks: [String])? {
        let names = Set(headings.map { Heading($0).name })
        let sights = all.map { layout in
            let known = layout.columns.filter { column in
                column.1.contains { names.contains($0.filter { $0 != "#" }) }
            }
            let lacks = layout.required.filter { group in
                !group.contains { column in known.contains { $0.0 == column } }
            }
            return (layout: layout, known: known.count, lacks: lacks)
        }
        let best = sights.filter { $0.known >= 2 && !$0.lacks.isEmpty }.min {
            ($0.lacks.count, -$0.known) < ($1.lacks.count, -$1.known)
        }
        return best.map { sight in
            (
                sight.layout.kind,
                sight.lacks.map { group in
                    sight.layout.columns.first { $0.0 == group[0] }?.1.first ?? ""
                }
            )
        }
    }

    private static let unitColumns: [(Column, [String])] = [
        (.unitCode, ["单位代码", "责任单位代码", "unitcode"]),
        (
            .unitName,
            [
                "责任单位", "单位", "单位名称", "引进单位", "招商单位", "项目引荐单位", "引荐单位", "牵头单位",
                "填报单位", "统计单位", "unit", "hostunit",
            ]
        ),
        (.remark, ["备注", "说明", "remark", "remarks", "note"]),
        (.sequence, ["序号", "no", "no."]),
    ]

    private static let projects = Layout(
        kind: .projects,
        columns: unitColumns + [
            (.key, ["项目编号", "编号", "项目代码", "projectid", "id"]),
            (.name, ["项目名称", "名称", "签约项目名称", "projectname", "name"]),
            (.investor, ["外来投资方", "投资方", "投资方名称", "投资企业", "投资主体", "客商", "investor"]),
            (.creditCode, ["统一社会信用代码", "信用代码", "creditcode"]),
            (.origin, ["资金来源", "投资方来源", "来源地", "origin"]),
            (.industry, ["行业代码", "所属行业", "行业", "行业类别", "industry", "industrycode"]),
            (.chain, ["所属产业链", "产业链", "chain"]),
            (.ownership, ["所有制", "企业性质", "经济类型", "ownership"]),
            (.amount, ["总投资额", "总投资", "计划总投资", "计划总投资额", "协议总投资", "投资总额", "totalinvestment"]),
            (.agreement, ["协议类型", "签约类型", "合同类型", "agreement", "agreementkind"]),
            (
                .signedOn,
                ["合同签约时间", "合同签约日期", "签约时间", "签约日期", "合同签订时间", "签订时间", "signedon", "signed"]
            ),
            (.upgradedOn, ["转合同时间", "转正式合同时间", "upgradedon", "upgraded"]),
            (.storedOn, ["入库时间", "入库日期", "storedon", "stored"]),
            (.startedOn, ["开工时间", "开工日期", "实际开工时间", "动工时间", "startedon", "started"]),
            (.operationalOn, ["投产时间", "投产日期", "operationalon", "operational"]),
            (.withdrawnOn, ["退库时间", "退库日期", "withdrawnon", "withdrawn"]),
            (.terminatedOn, ["终止时间", "终止日期", "terminatedon", "terminated"]),
            (.approvalCode, ["审批监管代码", "项目审批代码", "赋码", "approvalcode"]),
            (.site, ["建设地点", "建设地址", "项目选址", "落地位置", "site"]),
            (.libraryNumber, ["入库编号", "库编号", "librarynumber"]),
            (.permitNumber, ["施工许可证号", "permitnumber"]),
        ],
        required: [[.name], [.signedOn, .storedOn], [.amount]])

    private static let capital = Layout(
        kind: .capital,
        columns: unitColumns + [
            (.key, ["项目编号", "编号", "项目代码", "projectid"]),
            (.name, ["项目名称", "名称", "projectname"]),
            (.date, ["到位时间", "到位日期", "arrivedon", "date"]),
            (.amount, ["到位资金", "到位金额", "本次到位资金", "amount"]),
            (.origin, ["资金来源", "来源地", "origin"]),
            (.voucher, ["凭证号", "凭证编号", "佐证编号", "voucher"]),
        ],
        required: [[.key], [.date], [.amount]])

    private static let tasks = Layout(
        kind: .tasks,
        columns: unitColumns + [
            (.measure, ["指标", "指标名称", "measure"]),
            (.year, ["年度", "年份", "year"]),
            (.issuer, ["下达单位", "下达机关", "issuer"]),
            (.grade, ["级别", "任务级别", "档次", "grade"]),
            (.amount, ["任务数", "年度任务", "目标任务", "目标", "task", "amount"]),
            (.count, ["任务数#", "年度任务#", "目标任务#", "目标#", "task#", "count"]),
            (.schedule, ["序时", "序时进度", "schedule"]),
            (.date, ["下达时间", "下达日期", "seton"]),
        ],
        required: [[.measure], [.year], [.issuer], [.amount, .count]])

    private static let indicators = Layout(
        kind: .indicators,
        columns: unitColumns + [
            (.measure, ["指标", "指标名称", "measure"]),
            (.from, ["起", "起始日期", "开始日期", "from"]),
            (.to, ["止", "截止日期", "结束日期", "to"]),
            (.accumulation, ["累计/当期", "累计当期", "口径", "accumulation"]),
            (.amount, ["数值", "完成数", "value", "amount"]),
            (.count, ["数值#", "完成数#", "value#", "count"]),
            (.status, ["状态", "数据状态", "status"]),
        ],
        required: [[.measure], [.from], [.to], [.amount, .count]])

    private static let entities = Layout(
        kind: .entities,
        columns: unitColumns + [
            (.date, ["日期", "截止日期", "时间", "date"]),
            (.category, ["类型", "经营主体类型", "主体类型", "category"]),
            (.stock, ["实有", "实有数", "期末实有", "stock"]),
            (.registered, ["新设", "新设数", "新登记", "registered"]),
            (.deregistered, ["注销", "注销数", "deregistered"]),
            (.movedIn, ["迁入", "迁入数", "movedin"]),
            (.movedOut, ["迁出", "迁出数", "movedout"]),
        ],
        required: [
            [.date], [.category], [.stock, .registered, .deregistered, .movedIn, .movedOut],
        ])

    private static let units = Layout(
        kind: .units,
        columns: [
            (.unitCode, ["代码", "单位代码", "code"]),
            (.unitName, ["名称", "单位名称", "name"]),
            (.parent, ["上级", "上级单位", "parent"]),
            (.kind, ["类型", "单位类型", "kind", "type"]),
            (.peerGroup, ["分组", "考核分组", "peergroup", "group"]),
            (.division, ["区划代码", "行政区划代码", "division"]),
            (.date, ["设立日期", "设立时间", "启用日期", "since", "date"]),
            (.remark, ["备注", "说明", "remark", "remarks", "note"]),
            (.sequence, ["序号", "no", "no."]),
        ],
        required: [[.unitCode], [.unitName], [.kind], [.date]])
}
