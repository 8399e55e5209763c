using RecConsole.Web.Commands;

return await CommandLine.RunAsync(args);
