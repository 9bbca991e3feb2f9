using Twin.LoadTests.Cli;

return await CommandLine.Run(args);
