package ssoadminfake

import (
	"fmt"
	"slices"

	sso "github.com/aws/aws-sdk-go-v2/service/ssoadmin"
	"github.com/aws/aws-sdk-go-v2/service/ssoadmin/types"

	"github.com/iam-copilot/iam-copilot/backend/internal/testkit/awsjson"
)

// onSet answers an operation that changes one permission set.
func onSet[I any](f *Fake, name string, arn func(*I) *string, change func(*I, *Set) error) {
	awsjson.On(f.Server, target+name, func(in *I) (any, error) {
		s, err := f.set(arn(in))
		if err != nil {
			return nil, err
		}
		return nil, change(in, s)
	})
}

// given takes over a member that was sent.
func given(from, to *string) {
	if from != nil {
		*to = *from
	}
}

func (f *Fake) setWrites() {
	awsjson.On(f.Server, target+"CreatePermissionSet", func(in *sso.CreatePermissionSetInput) (any, error) {
		if slices.ContainsFunc(f.Sets, func(s *Set) bool { return s.Name == *in.Name }) {
			return nil, conflict("PermissionSet")
		}
		s := f.Add(*in.Name)
		given(in.Description, &s.Description)
		given(in.SessionDuration, &s.Duration)
		given(in.RelayState, &s.Relay)
		s.Tags = in.Tags
		return map[string]any{"PermissionSet": s.view()}, nil
	})
	onSet(f, "UpdatePermissionSet", func(in *sso.UpdatePermissionSetInput) *string { return in.PermissionSetArn }, func(in *sso.UpdatePermissionSetInput, s *Set) error {
		given(in.Description, &s.Description)
		given(in.SessionDuration, &s.Duration)
		given(in.RelayState, &s.Relay)
		return nil
	})
	onSet(f, "DeletePermissionSet", func(in *sso.DeletePermissionSetInput) *string { return in.PermissionSetArn }, func(_ *sso.DeletePermissionSetInput, s *Set) error {
		if slices.ContainsFunc(f.Assignments, func(a Assignment) bool { return a.Set == s.ARN }) {
			return &awsjson.Refusal{Code: "ConflictException", Message: "The permission set is assigned."}
		}
		f.Sets = slices.DeleteFunc(f.Sets, func(o *Set) bool { return o == s })
		return nil
	})
	onSet(f, "PutInlinePolicyToPermissionSet", func(in *sso.PutInlinePolicyToPermissionSetInput) *string { return in.PermissionSetArn }, func(in *sso.PutInlinePolicyToPermissionSetInput, s *Set) error {
		s.Inline = *in.InlinePolicy
		return nil
	})
	onSet(f, "DeleteInlinePolicyFromPermissionSet", func(in *sso.DeleteInlinePolicyFromPermissionSetInput) *string { return in.PermissionSetArn }, func(_ *sso.DeleteInlinePolicyFromPermissionSetInput, s *Set) error {
		s.Inline = ""
		return nil
	})
	onSet(f, "AttachManagedPolicyToPermissionSet", func(in *sso.AttachManagedPolicyToPermissionSetInput) *string { return in.PermissionSetArn }, func(in *sso.AttachManagedPolicyToPermissionSetInput, s *Set) error {
		if slices.Contains(s.Managed, *in.ManagedPolicyArn) {
			return conflict("The attachment")
		}
		s.Managed = append(s.Managed, *in.ManagedPolicyArn)
		return nil
	})
	onSet(f, "DetachManagedPolicyFromPermissionSet", func(in *sso.DetachManagedPolicyFromPermissionSetInput) *string { return in.PermissionSetArn }, func(in *sso.DetachManagedPolicyFromPermissionSetInput, s *Set) error {
		s.Managed = slices.DeleteFunc(slices.Clone(s.Managed), func(arn string) bool { return arn == *in.ManagedPolicyArn })
		return nil
	})
	onSet(f, "AttachCustomerManagedPolicyReferenceToPermissionSet", func(in *sso.AttachCustomerManagedPolicyReferenceToPermissionSetInput) *string {
		return in.PermissionSetArn
	}, func(in *sso.AttachCustomerManagedPolicyReferenceToPermissionSetInput, s *Set) error {
		s.Customer = append(s.Customer, *in.CustomerManagedPolicyReference)
		return nil
	})
	onSet(f, "DetachCustomerManagedPolicyReferenceFromPermissionSet", func(in *sso.DetachCustomerManagedPolicyReferenceFromPermissionSetInput) *string {
		return in.PermissionSetArn
	}, func(in *sso.DetachCustomerManagedPolicyReferenceFromPermissionSetInput, s *Set) error {
		s.Customer = slices.DeleteFunc(slices.Clone(s.Customer), func(r types.CustomerManagedPolicyReference) bool {
			return *r.Name == *in.CustomerManagedPolicyReference.Name
		})
		return nil
	})
	onSet(f, "TagResource", func(in *sso.TagResourceInput) *string { return in.ResourceArn }, func(in *sso.TagResourceInput, s *Set) error {
		for _, tag := range in.Tags {
			s.Tags = append(without(s.Tags, *tag.Key), tag)
		}
		return nil
	})
	onSet(f, "UntagResource", func(in *sso.UntagResourceInput) *string { return in.ResourceArn }, func(in *sso.UntagResourceInput, s *Set) error {
		s.Tags = without(s.Tags, in.TagKeys...)
		return nil
	})
	onSet(f, "PutPermissionsBoundaryToPermissionSet", func(in *sso.PutPermissionsBoundaryToPermissionSetInput) *string { return in.PermissionSetArn }, func(in *sso.PutPermissionsBoundaryToPermissionSetInput, s *Set) error {
		s.Boundary = in.PermissionsBoundary
		return nil
	})
	onSet(f, "DeletePermissionsBoundaryFromPermissionSet", func(in *sso.DeletePermissionsBoundaryFromPermissionSetInput) *string { return in.PermissionSetArn }, func(_ *sso.DeletePermissionsBoundaryFromPermissionSetInput, s *Set) error {
		s.Boundary = nil
		return nil
	})
}

// without gives tags without some keys.
func without(tags []types.Tag, keys ...string) []types.Tag {
	return slices.DeleteFunc(slices.Clone(tags), func(t types.Tag) bool { return slices.Contains(keys, *t.Key) })
}

// begin begins an operation that goes on after its answer.
func (f *Fake) begin(a Assignment, effect func()) *operation {
	f.made++
	o := &operation{id: fmt.Sprintf("00000000-0000-4000-a000-%012x", f.made), status: "SUCCEEDED", looks: f.Slow, assignment: a}
	if f.Fails != "" {
		o.status, o.failure = "FAILED", f.Fails
	} else {
		effect()
	}
	f.operations[o.id] = o
	return o
}

func (o *operation) view() map[string]any {
	out := map[string]any{
		"RequestId": o.id, "Status": o.status, "CreatedDate": made, "PermissionSetArn": o.assignment.Set, "PrincipalId": o.assignment.Principal,
		"PrincipalType": o.assignment.Kind, "TargetId": o.assignment.Account, "TargetType": "AWS_ACCOUNT", "AccountId": o.assignment.Account,
	}
	if o.looks > 0 {
		out["Status"] = "IN_PROGRESS"
	} else if o.failure != "" {
		out["FailureReason"] = o.failure
	}
	return out
}

// look is one look at an operation.
func (f *Fake) look(id *string, member string) (any, error) {
	o := f.operations[*id]
	if o == nil {
		return nil, missing("The request")
	}
	o.looks = max(0, o.looks-1)
	return map[string]any{member: o.view()}, nil
}

func (f *Fake) assignments() {
	awsjson.On(f.Server, target+"ListAccountAssignments", func(in *sso.ListAccountAssignmentsInput) (any, error) {
		var out []map[string]any
		for _, a := range f.Assignments {
			if a.Account == *in.AccountId && a.Set == *in.PermissionSetArn {
				out = append(out, map[string]any{"AccountId": a.Account, "PermissionSetArn": a.Set, "PrincipalId": a.Principal, "PrincipalType": a.Kind})
			}
		}
		return list(f, "AccountAssignments", out, in.NextToken)
	})
	awsjson.On(f.Server, target+"ListAccountAssignmentsForPrincipal", func(in *sso.ListAccountAssignmentsForPrincipalInput) (any, error) {
		who := []string{*in.PrincipalId}
		for _, g := range f.Groups {
			if in.PrincipalType == types.PrincipalTypeUser && slices.Contains(g.Members, *in.PrincipalId) {
				who = append(who, g.ID) // AWS lists what a person has through groups, too
			}
		}
		var out []map[string]any
		for _, a := range f.Assignments {
			if slices.Contains(who, a.Principal) {
				out = append(out, map[string]any{"AccountId": a.Account, "PermissionSetArn": a.Set, "PrincipalId": a.Principal, "PrincipalType": a.Kind})
			}
		}
		return list(f, "AccountAssignments", out, in.NextToken)
	})
	awsjson.On(f.Server, target+"ListAccountsForProvisionedPermissionSet", func(in *sso.ListAccountsForProvisionedPermissionSetInput) (any, error) {
		var out []string
		for _, a := range f.Assignments {
			if a.Set == *in.PermissionSetArn && !slices.Contains(out, a.Account) {
				out = append(out, a.Account)
			}
		}
		return list(f, "AccountIds", out, in.NextToken)
	})
	awsjson.On(f.Server, target+"ListPermissionSetsProvisionedToAccount", func(in *sso.ListPermissionSetsProvisionedToAccountInput) (any, error) {
		var out []string
		for _, a := range f.Assignments {
			if a.Account == *in.AccountId && !slices.Contains(out, a.Set) {
				out = append(out, a.Set)
			}
		}
		return list(f, "PermissionSets", out, in.NextToken)
	})
	awsjson.On(f.Server, target+"CreateAccountAssignment", func(in *sso.CreateAccountAssignmentInput) (any, error) {
		a := Assignment{*in.TargetId, *in.PermissionSetArn, string(in.PrincipalType), *in.PrincipalId}
		return map[string]any{"AccountAssignmentCreationStatus": f.begin(a, func() { f.Assignments = append(f.Assignments, a) }).view()}, nil
	})
	awsjson.On(f.Server, target+"DeleteAccountAssignment", func(in *sso.DeleteAccountAssignmentInput) (any, error) {
		a := Assignment{*in.TargetId, *in.PermissionSetArn, string(in.PrincipalType), *in.PrincipalId}
		return map[string]any{"AccountAssignmentDeletionStatus": f.begin(a, func() {
			f.Assignments = slices.DeleteFunc(f.Assignments, func(o Assignment) bool { return o == a })
		}).view()}, nil
	})
	awsjson.On(f.Server, target+"ProvisionPermissionSet", func(in *sso.ProvisionPermissionSetInput) (any, error) {
		return map[string]any{"PermissionSetProvisioningStatus": f.begin(Assignment{Set: *in.PermissionSetArn}, func() { f.Provisioned++ }).view()}, nil
	})
	awsjson.On(f.Server, target+"DescribeAccountAssignmentCreationStatus", func(in *sso.DescribeAccountAssignmentCreationStatusInput) (any, error) {
		return f.look(in.AccountAssignmentCreationRequestId, "AccountAssignmentCreationStatus")
	})
	awsjson.On(f.Server, target+"DescribeAccountAssignmentDeletionStatus", func(in *sso.DescribeAccountAssignmentDeletionStatusInput) (any, error) {
		return f.look(in.AccountAssignmentDeletionRequestId, "AccountAssignmentDeletionStatus")
	})
	awsjson.On(f.Server, target+"DescribePermissionSetProvisioningStatus", func(in *sso.DescribePermissionSetProvisioningStatusInput) (any, error) {
		return f.look(in.ProvisionPermissionSetRequestId, "PermissionSetProvisioningStatus")
	})
	awsjson.On(f.Server, target+"ListAccountAssignmentCreationStatus", func(in *sso.ListAccountAssignmentCreationStatusInput) (any, error) {
		var out []map[string]any
		for _, o := range f.operations {
			if o.looks > 0 {
				out = append(out, map[string]any{"RequestId": o.id, "Status": "IN_PROGRESS", "CreatedDate": made})
			}
		}
		return list(f, "AccountAssignmentsCreationStatus", out, in.NextToken)
	})
}
