using RecConsole.Engine.People;

namespace RecConsole.Tests.People;

public sealed class RolePolicyTests
{
    /// <summary>The whole table; a right or a role that is new has to be thought of here.</summary>
    [Fact]
    public void May_EveryRoleAndRight_IsTheTable()
    {
        var table = Enum.GetValues<Role>().Select(role => $"{role}: {string.Join(' ', Enum.GetValues<Permission>().Where(permission => role.May(permission)))}");
        Assert.Equal(
        [
            "Viewer: View",
            "Merchandiser: View EditDrafts EditCatalog ReadAudit",
            "Publisher: View EditDrafts Review Publish EditCatalog ReadAudit StopExperiments",
            "Analyst: View ReadAudit TrainModels PromoteModels RunExperiments StopExperiments",
            "Admin: View EditDrafts Review Publish EditCatalog ImportData ReadAudit TrainModels PromoteModels OverrideChecks RunExperiments StopExperiments ManagePeople",
        ], table);
    }

    [Fact]
    public void Missing_Right_NamesItAndWhoHasIt()
    {
        Assert.Equal("The right to publish is missing: it takes the role publisher or admin; yours is viewer.", RolePolicy.Missing(Permission.Publish, Role.Viewer));
        Assert.Equal("The right to manage people is missing: it takes the role admin; yours is analyst.", RolePolicy.Missing(Permission.ManagePeople, Role.Analyst));
    }

    [Fact]
    public void Words_EveryRight_HasThem() => Assert.All(Enum.GetValues<Permission>(), permission => Assert.NotEmpty(RolePolicy.Words(permission)));
}
