package eval

import "github.com/iam-copilot/iam-copilot/shared/policy"

// ExampleAccount is an account id that AWS's documentation uses in examples.
const ExampleAccount = "111122223333"

// ExamplePrincipal is who makes an example request that does not say so: a
// role of the account that the resource's ARN names, else of ExampleAccount.
func ExamplePrincipal(resource string) string {
	account, partition := ExampleAccount, "aws"
	if arn, ok := policy.ParseARN(resource); ok {
		if policy.IsAccountID(arn.Account) {
			account = arn.Account
		}
		if arn.Partition == "aws-cn" || arn.Partition == "aws-us-gov" {
			partition = arn.Partition
		}
	}
	return "arn:" + partition + ":iam::" + account + ":role/example"
}
