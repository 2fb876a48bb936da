// swift-tools-version: 6.2
// SPDX-License-Identifier: Apache-2.0
import PackageDescription

let package = Package(
    name: "groundbreak",
    products: [
        .executable(name: "groundbreak", targets: ["groundbreak"]),
        .executable(name: "simulate", targets: ["simulate"]),
        .library(name: "ZeroMQ", targets: ["ZeroMQ"]),
        .library(name: "Client", targets: ["Client"]),
        // For the benchmarks, which are a package of their own.
        .library(
            name: "Parts",
            targets: [
                "Pipeline", "Rollup", "Wire", "Journal", "Workers", "SQLiteJournal", "Runtime",
                "Synthetic",
            ]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    ],
    targets: [
        .target(name: "Pipeline"),
        .target(name: "Rollup", dependencies: ["Pipeline"]),
        .target(name: "Ledgers", dependencies: ["Pipeline"]),
        .target(name: "Wire", dependencies: ["Pipeline", "Rollup"]),
        .target(
            name: "Journal",
            dependencies: [
                "Pipeline", "Rollup", .product(name: "Crypto", package: "swift-crypto"),
            ]),
        .target(name: "Present", dependencies: ["Pipeline", "Rollup"]),
        .target(name: "Speech", dependencies: ["Pipeline", "Rollup", "Present"]),
        .target(
            name: "Workers",
            dependencies: [
                "Pipeline", "Rollup", "Wire", "Journal", "Present",
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        .target(
            name: "SQLiteJournal",
            dependencies: [
                "Pipeline", "Rollup", "Journal",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
            ]),
        // For tests only; no product holds these.
        .target(name: "CAllocations"),
        .target(name: "TestKit", dependencies: ["Seeded", "Pipeline", "Rollup", "Journal"]),

        // The seeded world: neither it nor its program may link a database or a socket library.
        .target(name: "Seeded"),
        .target(name: "Synthetic", dependencies: ["Seeded", "Pipeline"]),
        .target(
            name: "Simulator",
            dependencies: [
                "Seeded", "Pipeline", "Rollup", "Wire", "Journal", "Workers",
            ]),
        .executableTarget(
            name: "simulate",
            dependencies: [
                "Simulator",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        .target(
            name: "Runtime",
            dependencies: [
                "Pipeline", "Rollup", "Journal", "Wire", "Workers", "SQLiteJournal", "ZeroMQ",
                .product(name: "Logging", package: "swift-log"),
            ]),
        .executableTarget(
            name: "groundbreak",
            dependencies: [
                "Pipeline", "Rollup", "Journal", "Wire", "Workers", "Present", "Speech", "Ledgers",
                "SQLiteJournal", "Runtime", "Client", "ZeroMQ", "Synthetic",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Logging", package: "swift-log"),
            ]),
        .target(name: "Client", dependencies: ["Pipeline", "Wire", "Workers", "ZeroMQ"]),

        // No `pkgConfig:`: on Debian it makes every build warn about a prohibited flag.
        .systemLibrary(name: "CZeroMQ"),
        .target(name: "ZeroMQ", dependencies: ["CZeroMQ"]),

        .testTarget(
            name: "AllocationTests",
            dependencies: [
                "CAllocations", "Pipeline", "Rollup", "Wire", "Journal", "Workers", "Synthetic",
                "TestKit", .product(name: "Crypto", package: "swift-crypto"),
            ]),
        .testTarget(name: "PipelineTests", dependencies: ["Pipeline"]),
        .testTarget(
            name: "LedgersTests",
            dependencies: ["Ledgers", "Pipeline", "Seeded", "TestKit", "Wire"]),
        .testTarget(
            name: "PresentTests",
            dependencies: ["Seeded", "Pipeline", "Present", "Rollup", "TestKit"]),
        .testTarget(
            name: "SpeechTests",
            dependencies: ["Seeded", "Pipeline", "Rollup", "Present", "Speech"]),
        .testTarget(
            name: "RollupTests", dependencies: ["Seeded", "Pipeline", "Rollup", "TestKit"]),
        .testTarget(
            name: "JournalTests",
            dependencies: [
                "Seeded", "Pipeline", "Rollup", "Journal", "TestKit",
                .product(name: "Crypto", package: "swift-crypto"),
            ]),
        .testTarget(
            name: "SQLiteJournalTests",
            dependencies: [
                "Seeded", "Pipeline", "Rollup", "Journal", "SQLiteJournal", "TestKit",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        .testTarget(
            name: "WireTests", dependencies: ["Seeded", "Pipeline", "Rollup", "Wire", "TestKit"],
            exclude: ["Python"]),
        .testTarget(
            name: "WorkersTests",
            dependencies: [
                "Seeded", "Pipeline", "Rollup", "Wire", "Journal", "Workers", "Simulator",
                "TestKit",
            ]),
        .testTarget(
            name: "SimulatorTests",
            dependencies: [
                "Seeded", "Pipeline", "Rollup", "Wire", "Journal", "Workers", "SQLiteJournal",
                "Simulator", "TestKit", "simulate",
            ]),
        .testTarget(name: "SyntheticTests", dependencies: ["Pipeline", "Synthetic"]),
        .testTarget(name: "ZeroMQTests", dependencies: ["ZeroMQ"]),
        .testTarget(
            name: "RuntimeTests",
            dependencies: [
                "Pipeline", "Rollup", "Journal", "Runtime", "Simulator", "TestKit", "Wire",
                "Workers", "ZeroMQ",
            ]),
        .testTarget(
            name: "ClientTests", dependencies: ["Client", "Pipeline", "Wire", "Workers", "ZeroMQ"]),
        // The program itself is a dependency so that it is built beside the tests.
        .testTarget(
            name: "SystemTests",
            dependencies: [
                "Client", "Pipeline", "Rollup", "Seeded", "TestKit", "Wire", "ZeroMQ",
                "groundbreak",
            ],
            exclude: ["Shim"]),
    ],
    swiftLanguageModes: [.v6]
)

/// Targets in which `unsafe` may stand, and must be spelt out.
let bindings: Set<String> = ["ZeroMQ", "SQLiteJournal", "Client"]

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        .enableUpcomingFeature("InferIsolatedConformances"),
        .treatAllWarnings(as: .error),
    ]
    if bindings.contains(target.name) {
        target.swiftSettings?.append(.strictMemorySafety())
    }
}
