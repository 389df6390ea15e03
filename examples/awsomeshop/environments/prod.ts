import type { Environment } from "./environment";

/** Values of the source document, "Deployment Architecture - Core Business Unit". */
export const prod: Environment = {
  name: "prod",
  stage: "production",
  project: "awsomeshop",
  owner: "core-business-unit",
  account: "123456789012",
  region: "us-east-2",
  availabilityZones: ["us-east-2a", "us-east-2b"],
  deletionProtection: true,
  network: {
    cidr: "10.0.0.0/16",
    workloadZone: "us-east-2a",
    subnetCidrs: { public: ["10.0.1.0/24", "10.0.3.0/24"], private: ["10.0.2.0/24", "10.0.4.0/24"] },
  },
  site: { domainName: "awsomeshop.example.com", hostedZone: "Z0123456789AWSOMESHOP" },
  service: {
    imageDigest: "sha256:3b1f0c6f1f5e4d3c2b1a09f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c5b4",
    tasks: 2,
    minTasks: 2,
    maxTasks: 10,
  },
  database: { instanceClass: "db.t3.micro", storageGb: 20, maxConnections: 60, backupRetentionDays: 30 },
  logRetentionDays: 30,
  alarmEmails: ["alarms@example.com"],
  budget: { limitUsd: 150, thresholdsUsd: [50, 100, 150] },
};
