package lint

// partitions are the groups of Regions, from "Amazon Resource Names (ARNs)" in
// the IAM User Guide and the isolated ones from the AWS SDKs' endpoint metadata.
var partitions = []string{
	"aws", "aws-cn", "aws-us-gov", "aws-iso", "aws-iso-b", "aws-iso-e", "aws-iso-f", "aws-eusc",
}

func isPartition(s string) bool {
	for _, p := range partitions {
		if p == s {
			return true
		}
	}
	return false
}

// regions are the codes of the Regions of every partition, from "AWS Regions" in
// the AWS Regions and Availability Zones reference, "Amazon Web Services in
// China", "AWS GovCloud (US)" and the AWS SDKs' endpoint metadata. "global" names
// what is not in any Region in some services' keys.
var regions = map[string]bool{
	"us-east-1": true, "us-east-2": true, "us-west-1": true, "us-west-2": true,
	"af-south-1": true, "ap-east-1": true, "ap-east-2": true,
	"ap-south-1": true, "ap-south-2": true,
	"ap-northeast-1": true, "ap-northeast-2": true, "ap-northeast-3": true,
	"ap-southeast-1": true, "ap-southeast-2": true, "ap-southeast-3": true, "ap-southeast-4": true,
	"ap-southeast-5": true, "ap-southeast-6": true, "ap-southeast-7": true,
	"ca-central-1": true, "ca-west-1": true, "mx-central-1": true, "sa-east-1": true, "sa-west-1": true,
	"eu-central-1": true, "eu-central-2": true, "eu-north-1": true, "eu-south-1": true, "eu-south-2": true,
	"eu-west-1": true, "eu-west-2": true, "eu-west-3": true,
	"il-central-1": true, "me-central-1": true, "me-south-1": true, "me-west-1": true,
	"cn-north-1": true, "cn-northwest-1": true,
	"us-gov-east-1": true, "us-gov-west-1": true,
	"us-iso-east-1": true, "us-iso-west-1": true, "us-isob-east-1": true, "us-isob-west-1": true,
	"eu-isoe-west-1": true, "us-isof-east-1": true, "us-isof-south-1": true,
	"eusc-de-east-1": true,
	"aws-global":     true, "aws-cn-global": true, "aws-us-gov-global": true, "global": true,
}

func isRegion(s string) bool { return regions[s] }
