package catalog

import (
	"slices"
	"sort"
)

// GlobalKeys lists the condition keys that every service knows, sorted by name ("AWS global condition context keys",
// IAM User Guide, with the keys of role session delivery from the same page). The slice is the caller's.
func GlobalKeys() []ConditionKey { return slices.Clone(globalKeys) }

// GlobalKey finds a global condition key in any case, or returns nil. aws:RequestTag/team is aws:RequestTag/${TagKey}.
// The result is shared: do not change it.
func GlobalKey(name string) *ConditionKey {
	i := sort.Search(len(globalKeys), func(i int) bool { return compareFold(globalKeys[i].Name, name) >= 0 })
	if i < len(globalKeys) && compareFold(globalKeys[i].Name, name) == 0 {
		return &globalKeys[i]
	}
	for i := range globalKeys {
		if isTemplate(globalKeys[i].Name) && matchTemplate(globalKeys[i].Name, name) {
			return &globalKeys[i]
		}
	}
	return nil
}

// globalKeys is sorted without regard to case.
var globalKeys = []ConditionKey{
	{"aws:AssumedRoot", "Bool", "Whether the request was made with an AssumeRoot session of a member account"},
	{"aws:CalledVia", "ArrayOfString", "The services that made requests on behalf of the principal, in order"},
	{"aws:CalledViaAWSMCP", "String", "The AWS MCP service through which the principal's request came"},
	{"aws:CalledViaFirst", "String", "The first service in aws:CalledVia"},
	{"aws:CalledViaLast", "String", "The last service in aws:CalledVia"},
	{"aws:ChatbotSourceArn", "ARN", "The chat configuration from which the request was made"},
	{"aws:CurrentTime", "Date", "The date and time of the request"},
	{"aws:Ec2InstanceSourcePrivateIPv4", "IPAddress", "The primary private IPv4 address of the instance the role credentials were delivered to"},
	{"aws:Ec2InstanceSourceVpc", "String", "The VPC of the instance the role credentials were delivered to"},
	{"aws:EpochTime", "Date", "The date and time of the request, in epoch time"},
	{"aws:FederatedProvider", "String", "The identity provider that authenticated the federated principal"},
	{"aws:IsMcpServiceAction", "Bool", "Whether the action is one of an AWS MCP service"},
	{"aws:MultiFactorAuthAge", "Numeric", "Seconds since the principal authenticated with MFA; absent without MFA"},
	{"aws:MultiFactorAuthPresent", "Bool", "Whether temporary credentials were issued with MFA; absent for long-term credentials"},
	{"aws:PrincipalAccount", "String", "The account of the principal"},
	{"aws:PrincipalArn", "ARN", "The ARN of the principal; of the role for a role session"},
	{"aws:PrincipalIsAWSService", "Bool", "Whether an AWS service principal makes the request directly"},
	{"aws:PrincipalOrgID", "String", "The organization of the principal's account"},
	{"aws:PrincipalOrgPaths", "ArrayOfString", "The path of the principal's account in its organization"},
	{"aws:PrincipalServiceName", "String", "The service principal that makes the request"},
	{"aws:PrincipalServiceNamesList", "ArrayOfString", "All names of the service principal that makes the request"},
	{"aws:PrincipalTag/${TagKey}", "String", "The value of a tag on the principal"},
	{"aws:PrincipalType", "String", "The kind of principal: Account, User, FederatedUser, AssumedRole or Anonymous"},
	{"aws:referer", "String", "The address that referred the caller, as the caller's browser tells it"},
	{"aws:RequestedRegion", "String", "The Region that the request was sent to"},
	{"aws:RequestTag/${TagKey}", "String", "The value of a tag passed in the request"},
	{"aws:ResourceAccount", "String", "The account that owns the resource"},
	{"aws:ResourceOrgID", "String", "The organization of the account that owns the resource"},
	{"aws:ResourceOrgPaths", "ArrayOfString", "The path of the resource's account in its organization"},
	{"aws:ResourceTag/${TagKey}", "String", "The value of a tag on the resource"},
	{"aws:SecureTransport", "Bool", "Whether the request was sent over TLS"},
	{"aws:SourceAccount", "String", "The account of the resource for which a service makes the request"},
	{"aws:SourceArn", "ARN", "The resource for which a service makes the request"},
	{"aws:SourceIdentity", "String", "The source identity set when the role was first assumed"},
	{"aws:SourceIp", "IPAddress", "The public address the request came from"},
	{"aws:SourceOrgID", "String", "The organization of the resource for which a service makes the request"},
	{"aws:SourceOrgPaths", "ArrayOfString", "The path in its organization of the account of the resource for which a service makes the request"},
	{"aws:SourceOwner", "String", "The owner of the resource for which a service makes the request; kept for old policies"},
	{"aws:SourceVpc", "String", "The VPC of the endpoint through which the request travelled"},
	{"aws:SourceVpcArn", "ARN", "The ARN of the VPC of the endpoint through which the request travelled"},
	{"aws:SourceVpce", "String", "The VPC endpoint through which the request travelled"},
	{"aws:TagKeys", "ArrayOfString", "The keys of the tags passed in the request"},
	{"aws:TokenIssueTime", "Date", "When the temporary credentials were issued"},
	{"aws:UserAgent", "String", "The program with which the request was made, as it names itself"},
	{"aws:userid", "String", "The unique identifier of the principal"},
	{"aws:username", "String", "The name of the IAM user; absent for other principals"},
	{"aws:ViaAWSMCPService", "Bool", "Whether an AWS MCP service made the request on behalf of the principal"},
	{"aws:ViaAWSService", "Bool", "Whether a service made the request on behalf of the principal"},
	{"aws:VpceAccount", "String", "The account that owns the VPC endpoint through which the request travelled"},
	{"aws:VpceOrgID", "String", "The organization of the owner of the VPC endpoint through which the request travelled"},
	{"aws:VpceOrgPaths", "ArrayOfString", "The path in its organization of the owner of the VPC endpoint through which the request travelled"},
	{"aws:VpcSourceIp", "IPAddress", "The address the request came from, when it travelled through a VPC endpoint"},
	{"ec2:RoleDelivery", "Numeric", "The version of the instance metadata service that delivered the role credentials"},
	{"ec2:SourceInstanceArn", "ARN", "The instance the role credentials were delivered to"},
	{"glue:CredentialIssuingService", "String", "The service that issued the credentials of a Glue job"},
	{"glue:RoleAssumedBy", "String", "The service that assumed the role of a Glue job"},
	{"identitystore:UserId", "String", "The IAM Identity Center user behind the session"},
	{"lambda:SourceFunctionArn", "ARN", "The Lambda function the role credentials were delivered to"},
	{"ssm:SourceInstanceArn", "ARN", "The Systems Manager managed instance the role credentials were delivered to"},
}
