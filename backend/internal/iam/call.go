package iam

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/iam"
)

// kind is what sort of thing a name names.
type kind string

const (
	userKind    kind = "user"
	groupKind   kind = "group"
	roleKind    kind = "role"
	policyKind  kind = "policy"
	profileKind kind = "instance profile"
)

// quoted lists names for a sentence.
func quoted(names []string) string { return strings.Join(names, ", ") }

func attach(kind kind, name, arn string) call {
	says := "Attach the policy " + arn + " to the " + string(kind) + " " + name + "."
	switch kind {
	case userKind:
		return call{"iam:AttachUserPolicy", &iam.AttachUserPolicyInput{UserName: &name, PolicyArn: &arn}, nil, says}
	case groupKind:
		return call{"iam:AttachGroupPolicy", &iam.AttachGroupPolicyInput{GroupName: &name, PolicyArn: &arn}, nil, says}
	}
	return call{"iam:AttachRolePolicy", &iam.AttachRolePolicyInput{RoleName: &name, PolicyArn: &arn}, nil, says}
}

func detach(kind kind, name, arn string) call {
	says := "Detach the policy " + arn + " from the " + string(kind) + " " + name + "."
	switch kind {
	case userKind:
		return call{"iam:DetachUserPolicy", &iam.DetachUserPolicyInput{UserName: &name, PolicyArn: &arn}, nil, says}
	case groupKind:
		return call{"iam:DetachGroupPolicy", &iam.DetachGroupPolicyInput{GroupName: &name, PolicyArn: &arn}, nil, says}
	}
	return call{"iam:DetachRolePolicy", &iam.DetachRolePolicyInput{RoleName: &name, PolicyArn: &arn}, nil, says}
}

// putInline puts an inline policy; was is the document that was there, empty for
// none.
func putInline(kind kind, name, policy, document, was string) call {
	says := "Put the inline policy " + policy + " on the " + string(kind) + " " + name + "."
	before := textBefore(was)
	switch kind {
	case userKind:
		return call{"iam:PutUserPolicy", &iam.PutUserPolicyInput{UserName: &name, PolicyName: &policy, PolicyDocument: &document}, before, says}
	case groupKind:
		return call{"iam:PutGroupPolicy", &iam.PutGroupPolicyInput{GroupName: &name, PolicyName: &policy, PolicyDocument: &document}, before, says}
	}
	return call{"iam:PutRolePolicy", &iam.PutRolePolicyInput{RoleName: &name, PolicyName: &policy, PolicyDocument: &document}, before, says}
}

func deleteInline(kind kind, name, policy, was string) call {
	says := "Delete the inline policy " + policy + " of the " + string(kind) + " " + name + "."
	before := textBefore(was)
	switch kind {
	case userKind:
		return call{"iam:DeleteUserPolicy", &iam.DeleteUserPolicyInput{UserName: &name, PolicyName: &policy}, before, says}
	case groupKind:
		return call{"iam:DeleteGroupPolicy", &iam.DeleteGroupPolicyInput{GroupName: &name, PolicyName: &policy}, before, says}
	}
	return call{"iam:DeleteRolePolicy", &iam.DeleteRolePolicyInput{RoleName: &name, PolicyName: &policy}, before, says}
}

// textBefore keeps a text that was there; nil for none.
func textBefore(was string) any {
	if was == "" {
		return nil
	}
	return was
}

// inlineBack gives somebody the inline policy that was there before; now is the
// document that is there, empty for none.
func inlineBack(kind kind, name, policy, now string, b before) []call {
	if was, ok := b.text(); ok && was != "" {
		return []call{putInline(kind, name, policy, was, now)}
	}
	if now != "" {
		return []call{deleteInline(kind, name, policy, now)}
	}
	return nil
}
