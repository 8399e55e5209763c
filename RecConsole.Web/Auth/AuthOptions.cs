using RecConsole.Engine.Hosting;

namespace RecConsole.Web.Auth;

/// <summary>The settings of the section <c>Auth</c>.</summary>
public sealed record AuthOptions
{
    public const string Section = "Auth";
    const string Required = "required";
    const string None = "none";

    /// <summary>Whether people sign in. Without it whoever reaches the console from this machine is its owner, and nobody from elsewhere gets in.</summary>
    public bool SignsIn { get; init; } = true;

    /// <exception cref="EngineStartException">Names every key that does not do, and what would.</exception>
    public static AuthOptions Read(IConfigurationSection section)
    {
        var reader = new SettingReader(section);
        var signIn = reader.Text("SignIn", Required);
        if (signIn is not (Required or None)) reader.Refuse([$"{Section}:SignIn is '{signIn}'; it is {Required} or {None}"]);
        reader.Finish();
        return new AuthOptions { SignsIn = signIn == Required };
    }
}
