using Twin.Silo.Cli;

return await CommandLine.Run(args);
