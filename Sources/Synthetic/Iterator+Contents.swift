// SPDX-License-Identifier: Apache-2.0
//
// What each step of a project says, and what it leaves behind in the project.

import Pipeline
import Seeded

extension SyntheticLedger.Iterator {
    /// The content of the step, other than a correction or a void.
    mutating func content(of project: inout LiveProject, on day: CivilDay) -> Content {
        switch project.step {
        case .lead, .negotiation, .sign, .upgrade: return agree(&project)
        case .progress, .arrival, .verify, .revise: return build(&project, on: day)
        case .duplicate: return .duplicateLinked(duplicate())
        case .details: return .detailsSet(details(project))
        case .shares: return .creditSharesSet(shares(project))
        case .owner: return .ownerAssigned(owner(project, on: day))
        case .store:
            project.marks.insert(.isStored)
            libraryLast = project.number
            var stored = ProjectStored()
            stored.libraryNumber = "K\(project.number)"
            return .projectStored(stored)
        case .start:
            project.marks.insert(.isStarted)
            var started = ProjectStarted()
            started.permitNumber = "S\(project.number)"
            return .projectStarted(started)
        case .statistics: return .statisticsEntered(StatisticsEntered())
        case .fulfil: return .contractFulfilled(ContractFulfilled())
        case .operate: return .projectOperational(ProjectOperational())
        case .reachCapacity: return .projectAtCapacity(ProjectAtCapacity())
        default: return rest(&project)
        }
    }

    /// What stops a project, and what sets it going again.
    private mutating func rest(_ project: inout LiveProject) -> Content {
        switch project.step {
        case .suspend:
            var suspended = ProjectSuspended()
            suspended.reason = "资金未到"
            return .projectSuspended(suspended)
        case .resume:
            var resumed = ProjectResumed()
            resumed.reason = "资金到位"
            return .projectResumed(resumed)
        case .reinstate:
            var reinstated = ProjectReinstated()
            reinstated.reason = "投资方重启"
            return .projectReinstated(reinstated)
        default:
            // One contract in twelve that ends comes back; a framework never does.
            let isContract = project.marks.contains(.isContract)
            if !isContract || random.below(12) > 0 { project.marks.insert(.isOver) }
            guard random.below(2) == 0 else {
                var withdrawn = ProjectWithdrawn()
                withdrawn.reason = "未履约"
                return .projectWithdrawn(withdrawn)
            }
            var terminated = ProjectTerminated()
            terminated.reason = "投资方放弃"
            return .projectTerminated(terminated)
        }
    }

    private func agree(_ project: inout LiveProject) -> Content {
        switch project.step {
        case .lead:
            project.marks.insert(.wasLead)
            var lead = LeadOpened()
            lead.name = "项目\(project.number)"
            lead.terms.hostUnit = tree.codes[Int(project.host)]
            return .leadOpened(lead)
        case .negotiation: return .negotiationOpened(NegotiationOpened())
        case .upgrade:
            project.marks.insert(.isContract)
            var upgraded = AgreementUpgraded()
            upgraded.terms.totalInvestment = Money(fen: project.investment)
            return .agreementUpgraded(upgraded)
        default:
            if !project.isFramework(traits) { project.marks.insert(.isContract) }
            return .projectSigned(signing(project))
        }
    }

    /// The signing as it is said, and said anew.
    func signing(_ project: LiveProject) -> ProjectSigned {
        var signed = ProjectSigned()
        signed.agreement = project.isFramework(traits) ? .framework : .contract
        signed.name = "项目\(project.number)"
        signed.terms = Agreements.terms(
            of: Int(project.number), among: ledger.scale.projects, traits)
        signed.terms.hostUnit = tree.codes[Int(project.host)]
        signed.terms.totalInvestment = Money(fen: project.investment)
        return signed
    }

    private func duplicate() -> DuplicateLinked {
        var linked = DuplicateLinked()
        linked.of = libraryLast.flatMap { ProjectID(text: "P\($0)") }
        linked.sameMoney = true
        linked.reason = "重复登记"
        return linked
    }

    private mutating func details(_ project: LiveProject) -> DetailsSet {
        var (land, remark) = (Detail(), Detail())
        (land.name, land.text) = ("项目用地(亩)", String(10 + random.skewed(900, power: 3)))
        (remark.name, remark.text) = ("所属产业链", Agreements.chains[random.below(6)])
        var set = DetailsSet()
        set.details = [land, remark]
        return set
    }

    /// The host and its neighbour in the county.
    private mutating func shares(_ project: LiveProject) -> CreditSharesSet {
        let hosts = tree.hosts(ofCounty: tree.county(ofHost: Int(project.host)))
        let next = Int(project.host) + 1
        let other = next < hosts.upperBound ? next : hosts.lowerBound
        let points = Int64([5_000, 6_000, 7_000, 8_000][random.below(4)])
        var (first, second) = (CreditShare(), CreditShare())
        (first.unit, first.basisPoints) = (tree.codes[Int(project.host)], points)
        (second.unit, second.basisPoints) = (tree.codes[other], 10_000 - points)
        var set = CreditSharesSet()
        if hosts.count == 1 {
            first.basisPoints = 10_000
            set.shares = [first]
        } else {
            set.shares = [first, second]
        }
        return set
    }

    private mutating func owner(_ project: LiveProject, on day: CivilDay) -> OwnerAssigned {
        var assigned = OwnerAssigned()
        assigned.of = ProjectID(text: "P\(project.number)").map(Subject.project)
        assigned.owner = "经办\(random.below(40) + 1)"
        assigned.dueOn = day.advanced(by: random.days(30...180))
        return assigned
    }
}
