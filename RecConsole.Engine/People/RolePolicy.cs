using System.Collections.Frozen;

namespace RecConsole.Engine.People;

/// <summary>The one table of who may do what. Pages, routes, the hub and the desk all ask it.</summary>
public static class RolePolicy
{
    static readonly FrozenDictionary<Role, Permission[]> Rights = new Dictionary<Role, Permission[]>
    {
        [Role.Viewer] = [Permission.View],
        [Role.Merchandiser] = [Permission.View, Permission.EditDrafts, Permission.EditCatalog, Permission.ReadAudit],
        [Role.Publisher] = [Permission.View, Permission.EditDrafts, Permission.Review, Permission.Publish, Permission.EditCatalog, Permission.ReadAudit, Permission.StopExperiments],
        [Role.Analyst] = [Permission.View, Permission.ReadAudit, Permission.TrainModels, Permission.PromoteModels, Permission.RunExperiments, Permission.StopExperiments],
        [Role.Admin] = Enum.GetValues<Permission>(),
    }.ToFrozenDictionary();

    public static bool May(this Role role, Permission permission) => Rights[role].Contains(permission);

    /// <summary>The roles that have a right, the least first.</summary>
    public static IEnumerable<Role> Having(Permission permission) => Enum.GetValues<Role>().Where(role => role.May(permission));

    /// <summary>Why a button is disabled, or a call refused: which right is missing and who has it.</summary>
    public static string Missing(Permission permission, Role role)
    {
        var having = Having(permission).Select(one => one.ToString().ToLowerInvariant()).ToArray();
        var who = having.Length == 1 ? having[0] : $"{string.Join(", ", having[..^1])} or {having[^1]}";
        return $"The right to {Words(permission)} is missing: it takes the role {who}; yours is {role.ToString().ToLowerInvariant()}.";
    }

    /// <summary>What a right is for: "the right to ...".</summary>
    public static string Words(Permission permission) => permission switch
    {
        Permission.View => "see the console",
        Permission.EditDrafts => "change drafts",
        Permission.Review => "approve drafts",
        Permission.Publish => "publish",
        Permission.EditCatalog => "change items",
        Permission.ImportData => "import data",
        Permission.ReadAudit => "read the audit log",
        Permission.TrainModels => "train models",
        Permission.PromoteModels => "promote models",
        Permission.OverrideChecks => "promote a model against its checks",
        Permission.RunExperiments => "run experiments",
        Permission.StopExperiments => "stop experiments",
        Permission.ManagePeople => "manage people",
        _ => throw new ArgumentOutOfRangeException(nameof(permission), permission, null),
    };
}
