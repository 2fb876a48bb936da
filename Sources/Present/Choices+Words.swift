// SPDX-License-Identifier: Apache-2.0
//
// The field's words for closed choices (DOMAIN.md, section 2): stages, agreements, categories,
// grades, statuses and kinds of facts.

public import Pipeline
public import Rollup

extension Stage: Worded {
    public var wording: Wording {
        switch self {
        case .framework: Wording("框架协议", "framework agreement")
        case .signed: Wording("已签约", "signed")
        case .stored: Wording("已入库", "stored")
        case .started: Wording("已开工", "started")
        case .operational: Wording("已投产", "operational")
        case .terminated: Wording("已终止", "terminated")
        case .withdrawn: Wording("已退库", "withdrawn")
        case .lead: Wording("线索", "lead")
        case .negotiating: Wording("在谈", "negotiating")
        case .atCapacity: Wording("已达产", "at capacity")
        case .suspended: Wording("已停建", "suspended")
        }
    }
}

extension AgreementKind: Worded {
    public var wording: Wording {
        switch self {
        case .framework: Wording("框架协议", "framework agreement")
        case .contract: Wording("合同", "contract")
        }
    }
}

extension EntityCategory: Worded {
    public var wording: Wording {
        switch self {
        case .enterprise: Wording("企业", "enterprises")
        case .individualBusiness: Wording("个体工商户", "individual businesses")
        case .farmersCooperative: Wording("农民专业合作社", "farmers' cooperatives")
        case .total: Wording("合计", "total")
        }
    }
}

extension UnitKind: Worded {
    public var wording: Wording {
        switch self {
        case .nation: Wording("国家", "nation")
        case .province: Wording("省", "province")
        case .prefecture: Wording("设区市", "prefecture")
        case .county: Wording("县（区）", "county")
        case .town: Wording("镇（街道）", "town")
        case .department: Wording("部门", "department")
        case .park: Wording("园区", "park")
        }
    }
}

extension TaskGrade: Worded {
    public var wording: Wording {
        switch self {
        case .base: Wording("基本", "base")
        case .stretch: Wording("奋斗", "stretch")
        }
    }
}

extension FigureStatus: Worded {
    public var wording: Wording {
        switch self {
        case .estimate: Wording("预计", "estimate")
        case .flash: Wording("快报", "flash")
        case .final: Wording("正式", "final")
        }
    }
}

extension DuplicateReason: Worded {
    public var wording: Wording {
        switch self {
        case .approvalCode: Wording("项目代码相同", "same approval code")
        case .investorCode: Wording("投资方信用代码相同", "same investor code")
        case .investorName: Wording("投资方名称相同", "same investor name")
        case .nearAmount: Wording("投资额相近", "near amount")
        case .sameSite: Wording("建设地点相同", "same site")
        case .nearName: Wording("名称相近", "near name")
        }
    }
}

extension Lamp: Worded {
    public var wording: Wording {
        switch self {
        case .green: Wording("绿灯", "green")
        case .yellow: Wording("黄灯", "yellow")
        case .red: Wording("红灯", "red")
        }
    }
}

extension ReviewKind: Worded {
    public var wording: Wording {
        switch self {
        case .store: Wording("入库审核", "library entry")
        case .verify: Wording("资金核实", "capital to verify")
        }
    }
}

extension Cohort: Worded {
    public var wording: Wording {
        switch self {
        case .newlyStored: Wording("新签约入库项目", "projects newly stored")
        case .signed: Wording("签约项目", "contracts signed")
        }
    }
}

extension RoundingRule: Worded {
    public var wording: Wording {
        switch self {
        case .halfUp: Wording("四舍五入", "half away from zero")
        case .halfEven: Wording("四舍六入五成双", "half to even")
        case .truncate: Wording("截尾", "cut off")
        }
    }
}

extension OrderOutcome: Worded {
    public var wording: Wording {
        switch self {
        case .done: Wording("已办结", "done")
        case .escalated: Wording("升级督办", "escalated")
        case .dropped: Wording("不再督办", "dropped")
        }
    }
}

extension ProjectionMethod: Worded {
    public var wording: Wording {
        switch self {
        case .trend: Wording("按趋势", "trend")
        case .trendAndPlans: Wording("按趋势和计划", "trend and plans")
        }
    }
}

extension FactKind: Worded {
    public var wording: Wording {
        switch self {
        case .unitDefined: Wording("设立责任单位", "unit defined")
        case .unitRenamed: Wording("责任单位更名", "unit renamed")
        case .unitMoved: Wording("责任单位调整隶属", "unit moved")
        case .unitSplit: Wording("责任单位分设", "unit split")
        case .unitMerged: Wording("责任单位合并", "unit merged")
        case .unitClosed: Wording("责任单位撤销", "unit closed")
        case .leadOpened: Wording("登记线索", "lead opened")
        case .negotiationOpened: Wording("进入在谈", "negotiation opened")
        case .projectSigned: Wording("项目签约", "project signed")
        case .agreementUpgraded: Wording("框架协议转合同", "agreement upgraded")
        case .projectStored: Wording("项目入库", "project stored")
        case .contractFulfilled: Wording("合同履约", "contract fulfilled")
        case .projectStarted: Wording("项目开工", "project started")
        case .statisticsEntered: Wording("项目入统", "entered in statistics")
        case .projectOperational: Wording("项目投产", "project operational")
        case .projectAtCapacity: Wording("项目达产", "project at capacity")
        case .progressReported: Wording("报送形象进度", "progress reported")
        case .projectSuspended: Wording("项目停建", "project suspended")
        case .projectResumed: Wording("项目复工", "project resumed")
        case .projectTerminated: Wording("项目终止", "project terminated")
        case .projectWithdrawn: Wording("项目退库", "project withdrawn")
        case .projectReinstated: Wording("项目恢复", "project reinstated")
        case .investmentRevised: Wording("调整总投资", "investment revised")
        case .creditSharesSet: Wording("划分招商业绩", "credit shares set")
        case .duplicateLinked: Wording("认定重复项目", "duplicate linked")
        case .duplicateUnlinked: Wording("解除重复认定", "duplicate unlinked")
        case .bundleSet: Wording("设定打包项目", "bundle set")
        case .detailsSet: Wording("补充台账信息", "details set")
        case .capitalArrived: Wording("资金到位", "capital arrived")
        case .capitalVerified: Wording("资金核实", "capital verified")
        case .annualTaskSet: Wording("下达年度任务", "annual task set")
        case .taskAdjusted: Wording("调整年度任务", "task adjusted")
        case .ownerAssigned: Wording("指定责任人", "owner assigned")
        case .entityStockReported: Wording("报送经营主体实有数", "entity stock reported")
        case .entitiesRegistered: Wording("经营主体新设", "entities registered")
        case .entitiesDeregistered: Wording("经营主体注销", "entities deregistered")
        case .entitiesMovedIn: Wording("经营主体迁入", "entities moved in")
        case .entitiesMovedOut: Wording("经营主体迁出", "entities moved out")
        case .entityConverted: Wording("个转企", "converted to enterprise")
        case .enterprisePromoted: Wording("小升规", "enterprise promoted above scale")
        case .entityRegistered: Wording("单个主体新设", "entity registered")
        case .entityDeregistered: Wording("单个主体注销", "entity deregistered")
        case .entityMoved: Wording("单个主体迁移", "entity moved")
        case .indicatorReported: Wording("报送指标", "indicator reported")
        case .periodClosed: Wording("关账", "period closed")
        case .periodReopened: Wording("重新开账", "period reopened")
        case .published: Wording("公布", "published")
        case .warningIssued: Wording("发出预警", "warning issued")
        case .warningClosed: Wording("解除预警", "warning closed")
        case .orderOpened: Wording("下达督办", "order opened")
        case .orderAnswered: Wording("督办回复", "order answered")
        case .orderClosed: Wording("督办办结", "order closed")
        case .reviewReturned: Wording("审核退回", "review returned")
        case .projectionMade: Wording("预测全年", "projection made")
        case .ruleSetAdopted: Wording("启用口径", "rule set adopted")
        case .corrected: Wording("更正", "corrected")
        case .voided: Wording("作废", "voided")
        }
    }
}
