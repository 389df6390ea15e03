import { AmplifyApp } from "@cdktf/provider-aws/lib/amplify-app";
import { AmplifyBranch } from "@cdktf/provider-aws/lib/amplify-branch";
import { AmplifyDomainAssociation } from "@cdktf/provider-aws/lib/amplify-domain-association";
import { Token, dependable } from "cdktf";
import { Construct } from "constructs";
import {
  graphsIn,
  sidOf,
  signalsIn,
  useProviderOf,
  withDefaults,
  type Grantee,
  type Graph,
  type Signal,
} from "../../core";
import { publishStatement } from "./amplify-site-grants";
import { AMPLIFY_SITE_DEFAULTS, type AmplifyDomain, type AmplifySiteProps } from "./amplify-site-props";
import { amplifySiteGraphs, amplifySiteSignals } from "./amplify-site-signals";
import { validateAmplifySite } from "./amplify-site-validation";
import { customHeaders } from "./response-headers";

/** Paths without a point, which are views of the application: files have an extension and are served, or answer 404. */
const VIEWS = "</^[^.]+$/>";

/** Provider argument of a certificate that Amplify requests and renews. */
const AMPLIFY_MANAGED = "AMPLIFY_MANAGED";

/**
 * A single-page application on Amplify Hosting, with security headers and, if there is one, a custom domain.
 *
 * Terraform creates app, branch and domain. A pipeline publishes files by `CreateDeployment` and `StartDeployment`
 * (`grantPublish`); until then every request is answered with 404. No repository is connected, so that no token of one
 * is in the state.
 */
export class AmplifySite extends Construct {
  readonly appId: string;
  readonly branchName: string;
  readonly branchArn: string;
  /** URL of the site: the first name of the custom domain, else the default domain of the branch. */
  readonly url: string;
  /** DNS record that proves the ownership of the custom domain: `<name> CNAME <value>`. Undefined without a domain. */
  readonly verificationRecord?: string;
  /** DNS records of the custom domain's names: `<prefix> CNAME <value>`. Undefined without a domain. */
  readonly domainRecords?: readonly string[];
  /** `<id>-5xx`. */
  readonly signals: readonly Signal[];
  readonly graphs: readonly Graph[];

  /** @throws InputError when a name, a header or the domain is not what Amplify accepts. */
  constructor(scope: Construct, id: string, props: AmplifySiteProps) {
    validateAmplifySite(scope, id, props);
    super(scope, id);
    useProviderOf(this, props.regional);
    const { name, branchName, stage, customDomain, connectSources, headers } = withDefaults(
      props,
      AMPLIFY_SITE_DEFAULTS,
    );
    const app = new AmplifyApp(this, "app", {
      name,
      platform: "WEB",
      enableBranchAutoBuild: false,
      enableAutoBranchCreation: false,
      customHeaders: customHeaders(connectSources, headers),
      customRule: [{ source: VIEWS, target: "/index.html", status: "200" }],
    });
    const branch = new AmplifyBranch(this, "branch", { appId: app.id, branchName, stage, enableAutoBuild: false });
    this.appId = app.id;
    this.branchName = branchName;
    this.branchArn = branch.arn;
    this.url = customDomain ? urlOf(customDomain) : `https://${branchName}.${app.defaultDomain}`;
    if (customDomain) {
      const association = this.associate(customDomain, branch);
      this.verificationRecord = association.certificateVerificationDnsRecord;
      this.domainRecords = Token.asList(`\${${dependable(association)}.sub_domain[*].dns_record}`);
    }
    this.signals = signalsIn(this, amplifySiteSignals(id, app.id));
    this.graphs = graphsIn(this, amplifySiteGraphs(app.id));
  }

  /** Allows the grantee, the role of a pipeline, to publish files to the branch. */
  grantPublish(grantee: Grantee): void {
    grantee.addStatement(publishStatement(sidOf("Publish", this), this.branchArn));
  }

  private associate(domain: AmplifyDomain, { appId, branchName }: AmplifyBranch): AmplifyDomainAssociation {
    return new AmplifyDomainAssociation(this, "domain", {
      appId,
      domainName: domain.domainName,
      certificateSettings: { type: AMPLIFY_MANAGED },
      enableAutoSubDomain: false,
      subDomain: prefixesOf(domain).map((prefix) => ({ branchName, prefix })),
      // The records of the domain are written after the association, which names them.
      waitForVerification: false,
    });
  }
}

function prefixesOf({ prefixes = [""] }: AmplifyDomain): readonly string[] {
  return prefixes;
}

function urlOf(domain: AmplifyDomain): string {
  return `https://${[prefixesOf(domain)[0], domain.domainName].filter(Boolean).join(".")}`;
}
