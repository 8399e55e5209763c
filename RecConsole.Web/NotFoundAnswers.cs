using Microsoft.AspNetCore.Diagnostics;

namespace RecConsole.Web;

/// <summary>An error status without a body becomes the console's own page for people; scripts (the API, the hub) keep theirs.</summary>
static class NotFoundAnswers
{
    public static void UseNotFoundPage(this WebApplication app)
    {
        // on the whole pipeline: in a branch the page would run into a routing of its own, which knows no pages
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.Use((context, next) =>
        {
            var forScripts = context.Request.Path.StartsWithSegments("/api") || context.Request.Path.StartsWithSegments("/hubs");
            if (forScripts && context.Features.Get<IStatusCodePagesFeature>() is { } pages) pages.Enabled = false;
            return next(context);
        });
    }
}
