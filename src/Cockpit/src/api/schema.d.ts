// Written by `npm run client` from the description of the API; not to be edited.
export interface paths {
    "/healthz/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process answers */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The node knows the whole network and can be sent traffic */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who changed what, the newest first
         * @description Every call that changed something or was not let through, except readings. What was sent is not kept.
         */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/availability": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Minutes up, down by cause, and excused, in open hours
         * @description Give one of outlet, district and city. Accept: text/csv answers the items as CSV.
         */
        get: operations["readAvailability"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calendars": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the trading calendars */
        get: operations["listCalendars"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calendars/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a trading calendar
         * @description The text as it was sent, YAML or JSON, unless Accept asks for application/json. The ETag is "rev:N".
         */
        get: operations["getCalendar"];
        /**
         * Replace a trading calendar
         * @description Takes effect within a second. Every fault is reported with its line and column, and a faulty document changes nothing. If-Match and If-None-Match are honoured.
         */
        put: operations["putCalendar"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calendars/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the versions kept of a trading calendar */
        get: operations["getCalendarVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/calendars/{id}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one version of a trading calendar */
        get: operations["getCalendarVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cockpit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How the cockpit is set */
        get: operations["getCockpit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/devices/{code}/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a device: values, faults, rule states, recent transitions */
        get: operations["getDevice"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/divisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The province, its cities and counties
         * @description Answers 304 to an If-None-Match that names the ETag.
         */
        get: operations["listDivisions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Incidents, filtered, sorted and in pages */
        get: operations["listIncidents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents:export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The book of incidents as CSV, the oldest first
         * @description Incidents opened within a time, with the list's filters. UTF-8 with a byte order mark; times in China's time with their offset; a field that a spreadsheet would take for a formula begins with an apostrophe.
         */
        get: operations["exportIncidents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an incident with its legs and its whole timeline */
        get: operations["getIncident"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take note of an incident: its leg's ladder stops
         * @description Doing it again changes nothing. An Idempotency-Key makes a repeat of the same request harmless for good. 409 with the phase if it cannot be.
         */
        post: operations["acknowledgeIncident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/{id}/arrive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Someone is on site
         * @description Doing it again changes nothing. An Idempotency-Key makes a repeat of the same request harmless for good. 409 with the phase if it cannot be.
         */
        post: operations["arriveIncident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/{id}/assign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Assign a person to a leg
         * @description Doing it again changes nothing. An Idempotency-Key makes a repeat of the same request harmless for good. 409 with the phase if it cannot be.
         */
        post: operations["assignIncident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Close an incident; one whose cause is still bad reopens
         * @description Doing it again changes nothing. An Idempotency-Key makes a repeat of the same request harmless for good. 409 with the phase if it cannot be.
         */
        post: operations["closeIncident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/{id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every outlet of an incident */
        get: operations["getIncidentMembers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/{id}/note": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add a note to the timeline
         * @description Doing it again changes nothing. An Idempotency-Key makes a repeat of the same request harmless for good. 409 with the phase if it cannot be.
         */
        post: operations["noteIncident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/{id}/reassign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hand a leg to the other side, another team or person; its clock goes on
         * @description Doing it again changes nothing. An Idempotency-Key makes a repeat of the same request harmless for good. 409 with the phase if it cannot be.
         */
        post: operations["reassignIncident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/{id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open a resolved or closed incident again
         * @description Doing it again changes nothing. An Idempotency-Key makes a repeat of the same request harmless for good. 409 with the phase if it cannot be.
         */
        post: operations["reopenIncident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that it is mended; Twin verifies it
         * @description Doing it again changes nothing. An Idempotency-Key makes a repeat of the same request harmless for good. 409 with the phase if it cannot be.
         */
        post: operations["resolveIncident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/{id}/suggest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** People for a leg, best first, with what speaks against each */
        get: operations["suggestForIncident"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/{id}/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why anyone was, or was not, told of an incident */
        get: operations["getIncidentWhy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incidents/statistics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many incidents there were and how long they took, by place, carrier, model, cause, outlet or device
         * @description Of the incidents opened within a time. The key of a group is a value of the list's filter of the same name: GET /v1/incidents with it, since and until lists what is counted; outlet with scope=outlet. An incident that concerns several cities or districts is in the group of each, and once in the total.
         */
        get: operations["readIncidentStatistics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the keys, without what is secret of them */
        get: operations["listKeys"];
        put?: never;
        /**
         * Make a key
         * @description The answer holds the key itself; it is not kept and cannot be read again. It is good on this server when this is answered, on others within a second.
         */
        post: operations["addKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a key, without what is secret of it */
        get: operations["getKey"];
        put?: never;
        post?: never;
        /**
         * Revoke a key, by its name or id
         * @description It is refused on every server within a second, and the streams and MQTT connections opened with it end.
         */
        delete: operations["revokeKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/maintenance-windows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every maintenance window, by state and outlet */
        get: operations["listMaintenanceWindows"];
        put?: never;
        /**
         * Set a maintenance window
         * @description Planned work: nobody is paged, and downtime in it is excused. Ladders of what it covers stand still while it lasts and go on where they stood when it ends. What is about security is never held. It is in force when this is answered. A key limited to divisions names an outlet, a device, a district or a city inside them.
         */
        post: operations["addMaintenanceWindow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/maintenance-windows/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a maintenance window */
        get: operations["getMaintenanceWindow"];
        put?: never;
        post?: never;
        /**
         * End a maintenance window now
         * @description It is kept for the record. One that has not begun never will. Doing it again changes nothing.
         */
        delete: operations["endMaintenanceWindow"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/map": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Outlets on a map: clusters with status counts, or single outlets when few */
        get: operations["mapOutlets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Notifications, the newest first
         * @description Of one incident, or of all that are listed: those that are open and those closed of late.
         */
        get: operations["listNotifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notifications/backlogs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Receivers that have not taken all of their messages, the one with the most first
         * @description Over all silos: each sends its own.
         */
        get: operations["listBacklogs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/outlets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Outlets, filtered, sorted and in pages
         * @description The pages of one list show one state of the network, whatever changes meanwhile, as long as no more than some 65,000 changes pass.
         */
        get: operations["listOutlets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/outlets:export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All outlets as NDJSON, sorted by code
         * @description The writable fields of every outlet as of one moment; POST /v1/outlets:import takes it back as it is.
         */
        get: operations["exportOutlets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/outlets:import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create or replace many outlets
         * @description One outlet per line, as NDJSON or CSV (RFC 4180, with a header), up to 32 MiB, gzip accepted. Good lines are applied, bad ones reported. A fault of the file as a whole (its header, charset or size) is a problem, and nothing is applied.
         */
        post: operations["importOutlets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/outlets/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an outlet with its live state
         * @description The values and last-seen times are read from the devices' twins at this moment.
         */
        get: operations["getOutlet"];
        /**
         * Create or replace an outlet
         * @description Replaces the whole profile. Read-only fields are ignored, so that what was read can be written back. If-Match and If-None-Match are honoured.
         */
        put: operations["putOutlet"];
        post?: never;
        /** Remove an outlet and its devices */
        delete: operations["deleteOutlet"];
        options?: never;
        head?: never;
        /**
         * Change parts of an outlet
         * @description RFC 7396: what is given is set, null removes, what is absent stays; lists are replaced whole. Read-only fields are refused.
         */
        patch: operations["patchOutlet"];
        trace?: never;
    };
    "/v1/outlets/{code}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an outlet and its devices were over some time */
        get: operations["readOutletHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/outlets/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How many outlets there are by status, city, … */
        get: operations["summariseOutlets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/outlets/summary/series": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many outlets there were by status, city, … at past times
         * @description Each time is answered as the summary with that asOf is. At most 31 days and 100 times.
         */
        get: operations["readOutletSeries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the policies */
        get: operations["listPolicies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policies/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a policy
         * @description The text as it was sent, YAML or JSON, unless Accept asks for application/json. The ETag is "rev:N".
         */
        get: operations["getPolicy"];
        /**
         * Replace a policy
         * @description Takes effect within a second. Every fault is reported with its line and column, and a faulty document changes nothing. If-Match and If-None-Match are honoured.
         */
        put: operations["putPolicy"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policies/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the versions kept of a policy */
        get: operations["getPolicyVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/policies/{id}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one version of a policy */
        get: operations["getPolicyVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rulebook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the rule book
         * @description The text as it was sent, YAML or JSON, unless Accept asks for application/json. The ETag is "rev:N".
         */
        get: operations["getRuleBook"];
        /**
         * Replace the rule book
         * @description Takes effect within a second. Every fault is reported with its line and column, and a faulty document changes nothing. If-Match and If-None-Match are honoured.
         */
        put: operations["putRuleBook"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rulebook/backtest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Play recorded readings to a rule book and a policy, and to those in force
         * @description A form of these parts: 'rulebook' or 'policy' or both (YAML, or JSON if they say so; that in force, where one is left out), and 'readings' (NDJSON as sent to /v1/telemetry, one a line in the order in which they came, gzip too), of 31 days at the most. Outlets, calendars and teams are those of now, for both sides; devices the recording has nothing of are left out; silences are not played. Nothing is changed and nobody is told. Answers what 'simulate --replay' writes as result.json (docs/simulation.md), of the pairs only those that differ, a thousand at the most. Faults of the readings have the path 'readings'.
         */
        post: operations["backTestRuleBook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rulebook/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the versions kept of the rule book */
        get: operations["getRuleBookVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rulebook/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one version of the rule book */
        get: operations["getRuleBookVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is signed in
         * @description Also for a key or a token sent as usual. 204 when nobody is. A session in use is renewed.
         */
        get: operations["getSession"];
        put?: never;
        /**
         * Sign a browser in with a key
         * @description Sets a cookie that no script can read and that works wherever a key does, on every API node. It ends when the key is revoked or expires. Whatever is asked for with it that would change something needs the header X-Twin-CSRF: 1 and must come from a page of this server.
         */
        post: operations["signIn"];
        /**
         * Sign a browser out
         * @description The browser forgets its session. To end all sessions of a key, revoke it.
         */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/silences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every silence, by state and outlet */
        get: operations["listSilences"];
        put?: never;
        /**
         * Set a silence
         * @description We know: nobody is paged. Ladders of what it covers stand still while it lasts and go on where they stood when it ends. What is about security is never held. It is in force when this is answered. A key limited to divisions names an outlet, a device, a district or a city inside them.
         */
        post: operations["addSilence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/silences/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a silence */
        get: operations["getSilence"];
        put?: never;
        post?: never;
        /**
         * End a silence now
         * @description It is kept for the record. One that has not begun never will. Doing it again changes nothing.
         */
        delete: operations["endSilence"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/simulations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the runs, the newest first */
        get: operations["listSimulations"];
        put?: never;
        /**
         * Run a scenario
         * @description The scenario is checked first; every fault of it is told with its line and column. Runs take turns, and the replications of one are spread over all silos, on threads of low priority. A run outlives the loss of a silo, and its fingerprint does not depend on where it was run. Files cannot be named: write their contents out.
         */
        post: operations["startSimulation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/simulations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a run: how far it is, or what came of it */
        get: operations["getSimulation"];
        put?: never;
        post?: never;
        /**
         * Cancel a run, or remove one that has ended
         * @description A run that is queued or running ends as cancelled and stays in the list; one that has ended is removed with its result.
         */
        delete: operations["endSimulation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/simulations/{id}/comparison": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Hold a run against another that is kept
         * @description Every figure that both have, with the interval of the difference, replication by replication.
         */
        get: operations["compareSimulations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/simulations/{id}/replications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read every replication of a run as CSV
         * @description A row for each replication of the scenario and of every plan it is compared with: its figures, and of samples their quantiles.
         */
        get: operations["getSimulationReplications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/simulations/{id}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read what came of a run as a page with plots
         * @description One HTML file that fetches nothing and runs no script.
         */
        get: operations["getSimulationReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/simulations/{id}/scenario": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a run's scenario as it was sent */
        get: operations["getSimulationScenario"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Outlets and incidents as they change, as Server-Sent Events
         * @description First snapshot events, the last with done=true; then a change event for each change in order, also when an outlet comes to match the filters or ceases to. With topics=incidents, or both, incidents that are not closed are told in the same order; of the filters, severity, district, city, telecomArea, accessNode and rule then look at the incident, the others at its outlet. A comment every 15 s. The id of an event is where to resume, by Last-Event-ID or ?resume=. A resync event says that a gap cannot be filled: forget what you know; a snapshot follows, or the connection ends because it was too slow.
         */
        get: operations["streamOutlets"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the teams
         * @description A key limited to divisions sees those with an area in one of them.
         */
        get: operations["listTeams"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/teams/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a team
         * @description The text as it was sent, YAML or JSON, unless Accept asks for application/json. The ETag is "rev:N".
         */
        get: operations["getTeam"];
        /**
         * Replace a team
         * @description Takes effect within a second. Every fault is reported with its line and column, and a faulty document changes nothing. If-Match and If-None-Match are honoured.
         */
        put: operations["putTeam"];
        post?: never;
        /**
         * Remove a team
         * @description Takes effect within a second. Its versions stay on record; If-Match is honoured.
         */
        delete: operations["deleteTeam"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/teams/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the versions kept of a team */
        get: operations["getTeamVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/teams/{id}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one version of a team */
        get: operations["getTeamVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/telemetry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes readings of devices: a JSON array or NDJSON, up to 10,000, gzip accepted.
         * @description Answered once every transition the readings caused is durable. One bad reading rejects itself, not the batch, and so does one of a device outside the key's divisions; malformed JSON applies nothing.
         */
        post: operations["takeTelemetry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AuditEntryModel: {
            /** @description The operation's id in this description. */
            action: string;
            /** Format: date-time */
            at: string;
            /** @description Name of the key, or the one its token gives. */
            by: string;
            detail?: string;
            /** @description The address it came from. */
            from?: string;
            /**
             * Format: int64
             * @description Grows with every entry.
             */
            id: number;
            /** @description Issuer of the token; absent for keys. */
            issuer?: string;
            /** @description Id of the key; absent for the first key and for tokens. */
            keyId?: string;
            method: string;
            /** @description done; refused: nothing was changed; unknown: how it ended was not told, because a server or its store was lost meanwhile. */
            outcome: components["schemas"]["AuditOutcome"];
            path: string;
            /**
             * Format: int32
             * @description HTTP status of the answer; absent when it was not told.
             */
            status?: number;
            /** @description Id of the thing; what there is only one of goes by its name. */
            target: string;
            /** @description The one in answers and logs. */
            traceId: string;
        };
        /** @enum {string} */
        AuditOutcome: "unknown" | "done" | "refused";
        AuditPageModel: {
            items: components["schemas"]["AuditEntryModel"][];
            nextCursor: null | string;
        };
        AvailabilityItemModel: {
            /** Format: double */
            availability?: number;
            /** Format: double */
            degradedMinutes: number;
            district?: string;
            down: components["schemas"]["DownMinutesModel"][];
            /** Format: double */
            downMinutes: number;
            /** Format: double */
            excusedMinutes: number;
            incomplete: boolean;
            /** Format: double */
            openMinutes: number;
            outlet?: string;
            /** @description The carrier's area, where items are by it; absent in the item of outlets that have none. */
            telecomArea?: string;
            /** Format: double */
            unknownMinutes: number;
            /** Format: double */
            upMinutes: number;
        };
        AvailabilityModel: {
            /** Format: date-time */
            from: string;
            items: components["schemas"]["AvailabilityItemModel"][];
            /** Format: date-time */
            to: string;
            total: components["schemas"]["AvailabilityItemModel"];
        };
        BacklogListModel: {
            items: components["schemas"]["BacklogModel"][];
            /** Format: int32 */
            total: number;
        };
        BacklogModel: {
            channel: string;
            /** Format: date-time */
            failingSince?: string;
            /** Format: date-time */
            oldestAt: string;
            receiver: string;
            /** Format: int32 */
            sending: number;
            /** Format: int32 */
            waiting: number;
        };
        CalendarModel: {
            /** @description Built in and not to be changed. */
            fixed: boolean;
            id: string;
        };
        CalendarsModel: {
            items: components["schemas"]["CalendarModel"][];
            /** Format: int32 */
            total: number;
        };
        CameraModel: {
            id: string;
            model?: string;
        };
        CauseCountModel: {
            /** Format: int32 */
            incidents: number;
            rule: string;
            title: components["schemas"]["TitleModel"];
        };
        CauseModel: {
            bad?: boolean;
            device?: string;
            rule: string;
            runbook?: string;
            /** Format: date-time */
            since?: string;
            title: components["schemas"]["TitleModel"];
        };
        ChangeEvent: {
            code: string;
            outlet?: components["schemas"]["OutletModel"];
            reason?: string;
            removed?: boolean;
            /** Format: int64 */
            revision: number;
        };
        CockpitModel: {
            mapApproval?: string;
            mapTiles?: string;
            mapTilesBy?: string;
        };
        DeviceDetailModel: {
            counts: components["schemas"]["ReadingCountsModel"];
            faults: components["schemas"]["FaultModel"][];
            /** @description The last 60 values of each name, oldest first. */
            history: {
                [key: string]: components["schemas"]["ValueModel"][];
            };
            id: string;
            kind: components["schemas"]["DeviceKind"];
            /** Format: date-time */
            lastSeen?: string;
            model?: string;
            /** @description What else there is to know: a flood of readings. */
            notices: components["schemas"]["NoticeModel"][];
            outlet: string;
            rules: components["schemas"]["RuleStateModel"][];
            /**
             * Format: date-time
             * @description When the present status began.
             */
            since: string;
            status: components["schemas"]["DeviceStatus"];
            /** @description The last 200 at most, newest first. */
            transitions: components["schemas"]["TransitionModel"][];
            values: {
                [key: string]: components["schemas"]["ValueModel"];
            };
        };
        /** @enum {string} */
        DeviceKind: "terminal" | "camera" | "line";
        DeviceModel: {
            faults: components["schemas"]["FaultModel"][];
            id: string;
            kind: components["schemas"]["DeviceKind"];
            /** Format: date-time */
            lastSeen?: string;
            status: components["schemas"]["DeviceStatus"];
            values?: {
                [key: string]: components["schemas"]["ValueModel"];
            };
        };
        /** @enum {string} */
        DeviceStatus: "unknown" | "online" | "faulty" | "offline";
        /** @enum {string} */
        DispatchReason: "offShift" | "lacksSkill" | "busy" | "overflow" | "noHome" | "noLocation";
        /** @enum {string} */
        DivisionLevel: "province" | "city" | "county" | "zone";
        DivisionListModel: {
            items: components["schemas"]["DivisionModel"][];
        };
        DivisionModel: {
            /** Format: double */
            areaKm2?: number;
            centroid?: components["schemas"]["LocationModel"];
            code: string;
            level: components["schemas"]["DivisionLevel"];
            nameEn: string;
            nameZh: string;
            parent?: string;
            /** Format: int64 */
            population: number;
            seat: components["schemas"]["LocationModel"];
        };
        DocumentVersionModel: {
            /** Format: date-time */
            at?: string;
            by: string;
            /** @description The document was removed with this version, which cannot be read; absent otherwise. */
            removed?: boolean;
            /** Format: int32 */
            size: number;
            /** Format: int32 */
            version: number;
        };
        DocumentVersionsModel: {
            /** @description Newest first. */
            items: components["schemas"]["DocumentVersionModel"][];
            /** Format: int32 */
            total: number;
        };
        DocumentWriteModel: {
            /** @description Whether this upload became a new version; false for a dry run and for the text that was in force already. */
            changed: boolean;
            dryRun: boolean;
            /** @description Always true: a document with faults is answered with a problem. */
            valid: boolean;
            /**
             * Format: int32
             * @description The version in force now.
             */
            version: number;
        };
        DownMinutesModel: {
            cause: string;
            /** Format: double */
            minutes: number;
        };
        FaultModel: {
            explainedBy?: string;
            flapping: boolean;
            /** @description The incident it has, or whose cause explains it. */
            incident?: string;
            /** @description Why it stands where it does. */
            reason?: components["schemas"]["FaultReason"];
            rule: string;
            security: boolean;
            severity: components["schemas"]["Severity"];
            /** Format: date-time */
            since: string;
            /** @description What is done about it: waiting, explained or incident. */
            standing?: components["schemas"]["FaultStanding"];
            state: components["schemas"]["FaultState"];
        };
        /** @enum {string} */
        FaultReason: "correlationHold" | "looksClear" | "freshSilenceWindow" | "ingestSuspected" | "nodeSuspected" | "sameDevice" | "lineDown" | "accessNodeDown" | "telemetryLost" | "rootCause" | "tamper" | null;
        /** @enum {string} */
        FaultStanding: "waiting" | "explained" | "incident" | null;
        /** @enum {string} */
        FaultState: "raised" | "clearing";
        FreshnessModel: {
            /** Format: int32 */
            devicesOffline: number;
            /** Format: int32 */
            devicesUnknown: number;
            /** Format: date-time */
            lastSeen?: string;
        };
        HeldIncidentModel: {
            accessNode?: string;
            id: string;
            outlet?: string;
            phase: components["schemas"]["IncidentPhase"];
            rule: string;
            severity: components["schemas"]["Severity"];
        };
        ImportLineModel: {
            code?: string;
            errors?: components["schemas"]["ProblemError"][];
            /** Format: int32 */
            line: number;
            outcome: components["schemas"]["ImportOutcome"];
        };
        ImportModel: {
            /** Format: int32 */
            created: number;
            dryRun: boolean;
            /** Format: int32 */
            rejected: number;
            /** Format: int32 */
            replaced: number;
            /** @description One for every line that is not empty, in the order of the file. */
            results: components["schemas"]["ImportLineModel"][];
            /** Format: int32 */
            total: number;
            /** Format: int32 */
            unchanged: number;
        };
        /** @enum {string} */
        ImportOutcome: "created" | "replaced" | "unchanged" | "rejected";
        IncidentChangeEvent: {
            id: string;
            incident: {
                accessNode?: null | string;
                cause: {
                    bad?: null | boolean;
                    device: null | string;
                    rule: string;
                    runbook?: null | string;
                    /** Format: date-time */
                    since?: null | string;
                    title: {
                        en: string;
                        zh: string;
                    };
                };
                /** Format: date-time */
                closedAt?: null | string;
                id: string;
                legs: {
                    acknowledgedBy?: null | string;
                    area: null | string;
                    assignee: null | string;
                    /** @description The step of the ladder that comes next. */
                    nextStep?: null | string;
                    /** Format: date-time */
                    nextStepAt?: null | string;
                    /** @enum {string} */
                    phase: "open" | "acknowledged" | "assigned" | "onSite" | "resolved" | "closed";
                    required: boolean;
                    /**
                     * Format: date-time
                     * @description By when a first response is wanted; absent once there is one, or while the clock stands with no end in sight.
                     */
                    respondBy?: null | string;
                    /** Format: date-time */
                    respondedAt?: null | string;
                    responseMissed?: boolean;
                    /** Format: int32 */
                    round?: null | number;
                    /** @enum {string} */
                    side: "business" | "telecom" | "province";
                    team: null | string;
                    /** @description Nobody answered, and whoever hears of that has been told. */
                    unattended?: boolean;
                    /** @description It was handed to another leg. */
                    withdrawn?: null | boolean;
                }[];
                members: {
                    /** Format: int32 */
                    count: number;
                    sample: string[];
                };
                /** @description The incident that took this one in. */
                mergedInto?: null | string;
                name?: null | string;
                /** Format: date-time */
                openedAt: string;
                outlet?: null | string;
                paused?: null | {
                    detail: null | string;
                    id: null | string;
                    /** @enum {string} */
                    reason: "silence" | "maintenance" | "closed" | "flapping";
                    /** Format: date-time */
                    until: null | string;
                }[];
                /** @description Why no ladder runs now; absent: they run. */
                pausedBy?: null | string;
                /** @enum {string} */
                phase: "open" | "acknowledged" | "assigned" | "onSite" | "resolved" | "closed";
                /** @description The policy it was opened under. */
                policy?: null | string;
                /** @description Faults that are part of it or explained by it, at most fifty. */
                related?: null | {
                    device: string;
                    reason: string;
                    rule: string;
                }[];
                /** Format: int32 */
                relatedCount?: null | number;
                /** Format: date-time */
                resolvedAt?: null | string;
                /** Format: int64 */
                revision?: number;
                /** @enum {string} */
                scope: "outlet" | "accessNode" | "network";
                /** @enum {string} */
                severity: "none" | "info" | "minor" | "major" | "critical";
                timeline?: null | {
                    /** Format: date-time */
                    at: string;
                    by: null | string;
                    detail: null | string;
                    event: string;
                    /** @enum {string} */
                    leg: "business" | "telecom" | "province" | null;
                    reason: string;
                }[];
                /** Format: date-time */
                updatedAt: string;
                /** Format: int32 */
                visits: number;
            };
            reason?: string;
            removed?: boolean;
            /** Format: int64 */
            revision: number;
        };
        IncidentCommandModel: {
            /** @description Who does it; if left out, the person whose key it is, or the key's name. */
            by?: string;
            /** @description business or telecom; may be left out where it is clear which is meant. */
            leg?: string;
            note?: string;
            /** @description A person's id (assign), or a side, team or person (reassign). */
            to?: string;
        };
        IncidentFiguresModel: {
            causes: components["schemas"]["CauseCountModel"][];
            /** Format: duration */
            faultTime: string;
            /** Format: int32 */
            incidents: number;
            last?: components["schemas"]["LastIncidentModel"];
            /** Format: int32 */
            merged: number;
            /** Format: int32 */
            open: number;
            /** Format: int32 */
            restored: number;
            /** Format: duration */
            restoreMean?: string;
            /** Format: duration */
            restoreP50?: string;
            /** Format: duration */
            restoreP90?: string;
            /** Format: duration */
            restoreP95?: string;
            /** Format: int32 */
            withinTarget?: number;
            /** Format: double */
            withinTargetShare?: number;
        };
        IncidentGroupModel: {
            figures: components["schemas"]["IncidentFiguresModel"];
            key: string;
            name?: string;
        };
        IncidentMembersModel: {
            /** @description All that were ever concerned. */
            ever: string[];
            items: string[];
            /** Format: int32 */
            total: number;
        };
        IncidentModel: {
            accessNode?: string;
            cause: components["schemas"]["CauseModel"];
            /** Format: date-time */
            closedAt?: string;
            id: string;
            legs: components["schemas"]["LegModel"][];
            members: components["schemas"]["MembersModel"];
            /** @description The incident that took this one in. */
            mergedInto?: string;
            name?: string;
            /** Format: date-time */
            openedAt: string;
            outlet?: string;
            paused?: components["schemas"]["PauseModel"][];
            /** @description Why no ladder runs now; absent: they run. */
            pausedBy?: string;
            phase: components["schemas"]["IncidentPhase"];
            /** @description The policy it was opened under. */
            policy?: string;
            /** @description Faults that are part of it or explained by it, at most fifty. */
            related?: components["schemas"]["RelatedModel"][];
            /** Format: int32 */
            relatedCount?: number;
            /** Format: date-time */
            resolvedAt?: string;
            /** Format: int64 */
            revision: number;
            scope: components["schemas"]["IncidentScope"];
            severity: components["schemas"]["Severity"];
            timeline?: components["schemas"]["TimelineModel"][];
            /** Format: date-time */
            updatedAt: string;
            /** Format: int32 */
            visits: number;
        };
        IncidentPageModel: {
            items: components["schemas"]["IncidentModel"][];
            nextCursor: null | string;
            /** Format: int64 */
            revision: number;
            /** Format: int32 */
            total: number;
        };
        /** @enum {string} */
        IncidentPhase: "open" | "acknowledged" | "assigned" | "onSite" | "resolved" | "closed";
        /** @enum {string} */
        IncidentScope: "outlet" | "accessNode" | "network";
        IncidentStatisticsModel: {
            by: string;
            /** Format: date-time */
            completeSince?: string;
            earlier?: components["schemas"]["LastIncidentModel"];
            /** Format: date-time */
            from: string;
            /** Format: int32 */
            groupCount: number;
            groups: components["schemas"]["IncidentGroupModel"][];
            /** Format: duration */
            target?: string;
            /** Format: date-time */
            to: string;
            total: components["schemas"]["IncidentFiguresModel"];
            /** Format: int32 */
            ungrouped: number;
        };
        KeyInput: {
            /** @description Two, four or six digits of division codes: only outlets whose district begins with one of them are seen. None: the whole province. */
            divisions?: string[];
            /**
             * Format: date-time
             * @description When it ends by itself; never, if not given.
             */
            expiresAt?: string;
            /** @description Also the MQTT user name: 1 to 64 of a-z, 0-9, '.', '_' and '-', a letter or digit first. */
            name: string;
            /** @description Id of the person who signs in with it, as teams name them: what they do with it is told as theirs. None: nobody in particular. */
            person?: string;
            /** @description What it may do: read, ingest, operate, plan, admin. admin includes the others. */
            scopes: string[];
        };
        KeyListModel: {
            items: components["schemas"]["KeyModel"][];
            /** Format: int32 */
            total: number;
        };
        KeyModel: {
            /** Format: date-time */
            createdAt: string;
            /** @description Name of the key it was made with. */
            createdBy: string;
            divisions: string[];
            /** Format: date-time */
            expiresAt?: string;
            id: string;
            /** @description The key itself: only in the answer that made it, never again. */
            key?: string;
            /**
             * Format: date-time
             * @description To the minute; absent when it never was.
             */
            lastUsed?: string;
            name: string;
            /** @description Whose it is, as teams name them; absent: nobody's in particular. */
            person?: string;
            scopes: string[];
        };
        LastIncidentModel: {
            id: string;
            /** Format: date-time */
            openedAt: string;
        };
        LegModel: {
            acknowledgedBy?: string;
            area?: string;
            assignee?: string;
            /** @description The step of the ladder that comes next. */
            nextStep?: string;
            /** Format: date-time */
            nextStepAt?: string;
            phase: components["schemas"]["IncidentPhase"];
            required: boolean;
            /**
             * Format: date-time
             * @description By when a first response is wanted; absent once there is one, or while the clock stands with no end in sight.
             */
            respondBy?: string;
            /** Format: date-time */
            respondedAt?: string;
            responseMissed: boolean;
            /** Format: int32 */
            round?: number;
            side: components["schemas"]["Side"];
            team?: string;
            /** @description Nobody answered, and whoever hears of that has been told. */
            unattended: boolean;
            /** @description It was handed to another leg. */
            withdrawn?: boolean;
        };
        LineModel: {
            id: string;
            model?: string;
        };
        LocationModel: {
            /** Format: double */
            lat: number;
            /** Format: double */
            lon: number;
        };
        MapClusterModel: {
            bbox: number[];
            /** Format: int32 */
            count: number;
            /** Format: double */
            lat: number;
            /** Format: double */
            lon: number;
            severity: components["schemas"]["Severity"];
            statuses: {
                [key: string]: number;
            };
        };
        MapOutletModel: {
            code: string;
            /** Format: double */
            lat: number;
            /** Format: double */
            lon: number;
            name: string;
            severity: components["schemas"]["Severity"];
            status: components["schemas"]["OutletStatus"];
        };
        MembersModel: {
            /** Format: int32 */
            count: number;
            sample: string[];
        };
        MuteInput: {
            /** @description Who sets it; the key's name, if not given. */
            by?: string;
            /** @description How long it lasts: 15m, 2h or PT15M. Instead of until. */
            duration?: string;
            /**
             * Format: date-time
             * @description When it begins; now, if not given.
             */
            from?: string;
            match: {
                accessNode?: null | string;
                /** @description Division code of a city, four or six digits. */
                city?: null | string;
                /** @description A device with its outlet, e.g. 3208008351/t1. */
                device?: null | string;
                /** @description Division code of a county or district. */
                district?: null | string;
                /** @description Code of an outlet. */
                outlet?: null | string;
                /** @description Id of a rule, e.g. terminal-hot. */
                rule?: null | string;
                /** @description Division code of the carrier's maintenance area. */
                telecomArea?: null | string;
            };
            /** @description Why: it is shown to whoever asks why nobody was told. */
            reason: string;
            /**
             * Format: date-time
             * @description When it ends. Either this or duration is needed.
             */
            until?: string;
        };
        /** @enum {string} */
        MuteKind: "silence" | "maintenance";
        MuteListModel: {
            items: components["schemas"]["MuteModel"][];
            /** Format: int32 */
            total: number;
        };
        MuteMatchModel: {
            accessNode?: string;
            /** @description Division code of a city, four or six digits. */
            city?: string;
            /** @description A device with its outlet, e.g. 3208008351/t1. */
            device?: string;
            /** @description Division code of a county or district. */
            district?: string;
            /** @description Code of an outlet. */
            outlet?: string;
            /** @description Id of a rule, e.g. terminal-hot. */
            rule?: string;
            /** @description Division code of the carrier's maintenance area. */
            telecomArea?: string;
        };
        MuteModel: {
            by: string;
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it was ended before its time.
             */
            endedAt?: string;
            endedBy?: string;
            /**
             * Format: date-time
             * @description Included.
             */
            from: string;
            id: string;
            kind: components["schemas"]["MuteKind"];
            match: components["schemas"]["MuteMatchModel"];
            reason: string;
            state: components["schemas"]["MuteState"];
            /**
             * Format: date-time
             * @description Excluded.
             */
            until: string;
        };
        MutePreviewModel: {
            /** Format: int32 */
            faults: number;
            /** Format: int32 */
            incidentCount: number;
            incidents: components["schemas"]["HeldIncidentModel"][];
            mute: components["schemas"]["PlannedMuteModel"];
            /** Format: int32 */
            outlets: number;
            sampleOutlets: string[];
        };
        /** @enum {string} */
        MuteState: "pending" | "active" | "expired";
        NoticeModel: {
            code: string;
            device?: string;
            /** Format: double */
            rate: number;
            /** Format: date-time */
            since: string;
        };
        /** @enum {string} */
        NotificationKind: "page" | "update" | "recovery" | "unattended";
        NotificationModel: {
            /** Format: int32 */
            attempts: number;
            /** @description Id of one of the person's channels. */
            channel: string;
            /** Format: date-time */
            createdAt: string;
            /** @description What the receiver or the network said last. */
            detail?: string;
            /** Format: date-time */
            doneAt?: string;
            incident: string;
            /** @description The same at every try: incident:leg:step:recipient:channel:round. */
            key: string;
            kind: components["schemas"]["NotificationKind"];
            /** @description It was due while Twin was down. */
            late: boolean;
            leg: string;
            outcome: components["schemas"]["NotificationOutcome"];
            reason: string;
            /** @description A person's id. */
            recipient: string;
            /** Format: int32 */
            round: number;
            /** @description The number of the policy's step, or unattended, recovery, update. */
            step: string;
            /** @description Left out for a key limited to divisions when the incident also concerns outlets outside. */
            text?: string;
        };
        /** @enum {string} */
        NotificationOutcome: "pending" | "delivered" | "failed" | null;
        NotificationPageModel: {
            items: components["schemas"]["NotificationModel"][];
            nextCursor: null | string;
        };
        OutletGroupModel: {
            accessNode?: string;
            calendar?: string;
            city?: string;
            /** Format: int32 */
            count: number;
            designation?: string;
            district?: string;
            rule?: string;
            severity?: string;
            status?: string;
            telecomArea?: string;
        };
        OutletHistoryModel: {
            /** Format: date-time */
            from: string;
            incomplete: boolean;
            items: components["schemas"]["OutletIntervalModel"][];
            /** Format: date-time */
            to: string;
        };
        OutletInput: {
            /** @description Id of the access node its lines hang on. */
            accessNode?: string;
            address?: string;
            amenities?: string[];
            /** @description Id of its trading calendar; standard when left out. */
            calendar?: string;
            cameras?: {
                id: string;
                model?: null | string;
            }[];
            /** @description Ten digits; the first four are the city's GB/T 2260 code. May be left out where the path names it. */
            code?: string;
            designations?: string[];
            /** @description GB/T 2260 code of the county. */
            district: string;
            lines?: {
                id: string;
                model?: null | string;
            }[];
            location?: {
                /** Format: double */
                lat: number;
                /** Format: double */
                lon: number;
            };
            name: string;
            /** @description Division code of the carrier's maintenance area; need not be the district. */
            telecomArea?: string;
            terminals?: {
                id: string;
                model?: null | string;
            }[];
        };
        OutletIntervalModel: {
            cause?: components["schemas"]["PastCauseModel"];
            devices: components["schemas"]["PastDeviceModel"][];
            /** Format: date-time */
            from: string;
            observed: boolean;
            severity: components["schemas"]["Severity"];
            /** Format: date-time */
            since: string;
            status: components["schemas"]["OutletStatus"];
            /** Format: date-time */
            to: string;
            trading?: components["schemas"]["TradingState"];
        };
        OutletMapModel: {
            clusters: components["schemas"]["MapClusterModel"][];
            outlets: components["schemas"]["MapOutletModel"][];
            /** Format: int64 */
            revision: number;
            /** Format: int32 */
            total: number;
            /** Format: int32 */
            withoutLocation: number;
            /** Format: int32 */
            zoom: number;
        };
        OutletModel: {
            accessNode?: string;
            address?: string;
            amenities: string[];
            calendar: string;
            cameras: components["schemas"]["CameraModel"][];
            /** @description Read-only. The city the district lies in. */
            readonly city: string;
            code: string;
            designations: string[];
            /** @description Read-only. */
            readonly devices: components["schemas"]["DeviceModel"][];
            /**
             * Format: double
             * @description Read-only. Metres from the point of a near= query.
             */
            readonly distanceM?: number;
            district: string;
            /** @description Read-only. Only where one outlet is read. */
            readonly freshness?: components["schemas"]["FreshnessModel"];
            /** @description Read-only. Ids of open incidents. */
            readonly incidents: string[];
            lines: components["schemas"]["LineModel"][];
            location?: components["schemas"]["LocationModel"];
            name: string;
            /** @description Read-only. What else there is to know of its devices: a flood of readings. Only where one outlet is read. */
            readonly notices?: components["schemas"]["NoticeModel"][];
            /**
             * Format: int64
             * @description Read-only. The profile's revision, as in the ETag.
             */
            readonly revision: number;
            /** @description Read-only. The worst active fault; none when there is none. */
            readonly severity: components["schemas"]["Severity"];
            /**
             * Format: date-time
             * @description Read-only. When the present status began.
             */
            readonly since: string;
            /** @description Read-only. */
            readonly status: components["schemas"]["OutletStatus"];
            telecomArea?: string;
            terminals: components["schemas"]["TerminalModel"][];
            /**
             * Format: date-time
             * @description Read-only. When anything of this last changed.
             */
            readonly updatedAt: string;
        };
        OutletMomentModel: {
            /** Format: date-time */
            at: string;
            groups: components["schemas"]["OutletGroupModel"][];
            /** Format: int32 */
            total: number;
        };
        OutletPageModel: {
            items: components["schemas"]["OutletModel"][];
            nextCursor: null | string;
            /** Format: int64 */
            revision: number;
            /** Format: int32 */
            total: number;
        };
        OutletPatch: {
            accessNode?: null | string;
            address?: null | string;
            amenities?: null | string[];
            calendar?: null | string;
            cameras?: null | {
                id: string;
                model?: null | string;
            }[];
            designations?: null | string[];
            district?: null | string;
            lines?: null | {
                id: string;
                model?: null | string;
            }[];
            location?: {
                /** Format: double */
                lat: number;
                /** Format: double */
                lon: number;
            };
            name?: null | string;
            telecomArea?: null | string;
            terminals?: null | {
                id: string;
                model?: null | string;
            }[];
        };
        OutletSeriesModel: {
            /** Format: date-time */
            from: string;
            items: components["schemas"]["OutletMomentModel"][];
            /** Format: date-time */
            to: string;
        };
        /** @enum {string} */
        OutletStatus: "unknown" | "ok" | "degraded" | "down" | "closed";
        OutletSummaryModel: {
            groups: components["schemas"]["OutletGroupModel"][];
            /** Format: int64 */
            revision: number;
            /** Format: int32 */
            total: number;
        };
        PastCauseModel: {
            device: string;
            rule: string;
        };
        PastDeviceModel: {
            id: string;
            kind: components["schemas"]["DeviceKind"];
            rule?: string;
            status: components["schemas"]["DeviceStatus"];
        };
        PauseModel: {
            detail?: string;
            id?: string;
            reason: components["schemas"]["PauseReason"];
            /** Format: date-time */
            until?: string;
        };
        /** @enum {string} */
        PauseReason: "silence" | "maintenance" | "closed" | "flapping";
        PlannedMuteModel: {
            by: string;
            /**
             * Format: date-time
             * @description Included.
             */
            from: string;
            kind: components["schemas"]["MuteKind"];
            match: components["schemas"]["MuteMatchModel"];
            reason: string;
            state: components["schemas"]["MuteState"];
            /**
             * Format: date-time
             * @description Excluded.
             */
            until: string;
        };
        PoliciesModel: {
            items: components["schemas"]["PolicyModel"][];
            /** Format: int32 */
            total: number;
        };
        PolicyModel: {
            id: string;
            /**
             * Format: int32
             * @description The version in force.
             */
            version: number;
        };
        Problem: {
            detail?: string;
            errors?: components["schemas"]["ProblemError"][];
            /** Format: int32 */
            status: number;
            title: string;
            traceId?: string;
            type: string;
        };
        ProblemError: {
            code: string;
            /** Format: int32 */
            column?: number;
            /** Format: int32 */
            line?: number;
            message: string;
            path: string;
        };
        ReadingCountsModel: {
            /** Format: int64 */
            accepted: number;
            /** Format: int64 */
            duplicates: number;
            /** Format: int64 */
            late: number;
        };
        ReasonModel: {
            /** Format: date-time */
            at?: string;
            detail?: string;
            reason: string;
            stage: string;
        };
        RejectedReading: {
            detail: string;
            device?: string;
            /** Format: int32 */
            index: number;
            reason: components["schemas"]["RejectionReason"];
        };
        /** @enum {string} */
        RejectionReason: "unknownDevice" | "invalidValue" | "invalidTime" | "tooLarge" | "forbidden";
        RelatedModel: {
            device: string;
            reason: string;
            rule: string;
        };
        ResyncEvent: {
            reason: string;
        };
        /** @enum {string} */
        RulePhase: "clear" | "pending" | "raised" | "clearing";
        RuleStateModel: {
            /**
             * Format: date-time
             * @description When the phase ends by itself, if it does.
             */
            dueAt?: string;
            flapping: boolean;
            id: string;
            phase: components["schemas"]["RulePhase"];
            /** Format: date-time */
            since?: string;
        };
        SessionInput: {
            /** @description A key of this installation. */
            key: string;
        };
        SessionModel: {
            /** @description Two, four or six digits of division codes it is limited to; none: the whole province. */
            divisions: string[];
            /**
             * Format: date-time
             * @description When it ends by itself. A session in use is renewed by asking for it; of a key, when the key expires.
             */
            endsAt?: string;
            /** @description The key's name; of a token, the name it gives. */
            name: string;
            /** @description Id of the person whose key it is; absent: nobody's in particular. */
            person?: string;
            /** @description What it may do; admin includes the others. */
            scopes: string[];
        };
        /** @enum {string} */
        Severity: "none" | "info" | "minor" | "major" | "critical";
        /** @enum {string} */
        Side: "business" | "telecom" | "province";
        SimulationCheckModel: {
            /** @description Names of the plans it is compared with. */
            compare: string[];
            name: string;
            /** Format: int64 */
            seed: number;
        };
        SimulationComparisonModel: {
            /** Format: double */
            confidence: number;
            figures: components["schemas"]["SimulationDifferenceModel"][];
            name: string;
            /**
             * Format: int32
             * @description Replications compared: as many as there are of both.
             */
            pairs: number;
            run: string;
            /** @description Both met the same chance, so that what is left is the difference of the scenarios. Otherwise the intervals hold, and are wider. */
            sameSeed: boolean;
            with: string;
            withName: string;
        };
        SimulationDifferenceModel: {
            /**
             * Format: double
             * @description Of the replications that are compared.
             */
            base: number;
            /**
             * Format: double
             * @description Other less base, replication by replication.
             */
            difference: number;
            /**
             * Format: double
             * @description Of the difference's interval; absent with a single pair.
             */
            halfWidth?: number;
            metric: string;
            /** Format: double */
            other: number;
            /** @description The interval does not hold zero. */
            significant: boolean;
            /** @description seconds, minutes, share, count or perSecond. */
            unit: string;
        };
        SimulationListModel: {
            items: components["schemas"]["SimulationModel"][];
            /** Format: int32 */
            total: number;
        };
        SimulationModel: {
            /** @description Name of the key it was sent with. */
            by: string;
            /** Format: date-time */
            createdAt: string;
            /** @description Why it failed. */
            detail?: string;
            /** Format: date-time */
            endedAt?: string;
            /** @description Once it is done: a hash of every event. Equal fingerprints are the same run. */
            fingerprint?: string;
            id: string;
            /** @description The scenario's name. */
            name: string;
            /** @description While it is running. */
            progress?: components["schemas"]["SimulationProgressModel"];
            /** @description Once it is done, where a run is read by itself: {scenario, seed, version, fingerprint, replications, warmup, metrics, byDivision, comparisons, solution, closedForm, timing}; see docs/simulation.md. Times are in seconds. */
            result: unknown;
            /**
             * Format: int64
             * @description What chance begins from; absent of a run that an earlier version took.
             */
            seed?: number;
            /** Format: date-time */
            startedAt?: string;
            status: components["schemas"]["SimulationStatus"];
        };
        SimulationProgressModel: {
            /**
             * Format: int32
             * @description Replications done.
             */
            done: number;
            /** @description What is being run: the pilots or the replications of one of the scenario's plans. */
            of: string;
            /**
             * Format: int32
             * @description Replications meant to be done, as far as is known: it grows until the figures are precise enough.
             */
            planned: number;
            /**
             * Format: double
             * @description Half-width over mean of the least precise key figure so far; absent before it is known, and where the number of replications is given.
             */
            reached?: number;
            /**
             * Format: double
             * @description What it shall be at most.
             */
            wanted?: number;
        };
        /** @enum {string} */
        SimulationStatus: "queued" | "running" | "done" | "failed" | "cancelled";
        SnapshotEvent: {
            done: boolean;
            incidents?: {
                accessNode?: null | string;
                cause: {
                    bad?: null | boolean;
                    device: null | string;
                    rule: string;
                    runbook?: null | string;
                    /** Format: date-time */
                    since?: null | string;
                    title: {
                        en: string;
                        zh: string;
                    };
                };
                /** Format: date-time */
                closedAt?: null | string;
                id: string;
                legs: {
                    acknowledgedBy?: null | string;
                    area: null | string;
                    assignee: null | string;
                    /** @description The step of the ladder that comes next. */
                    nextStep?: null | string;
                    /** Format: date-time */
                    nextStepAt?: null | string;
                    /** @enum {string} */
                    phase: "open" | "acknowledged" | "assigned" | "onSite" | "resolved" | "closed";
                    required: boolean;
                    /**
                     * Format: date-time
                     * @description By when a first response is wanted; absent once there is one, or while the clock stands with no end in sight.
                     */
                    respondBy?: null | string;
                    /** Format: date-time */
                    respondedAt?: null | string;
                    responseMissed?: boolean;
                    /** Format: int32 */
                    round?: null | number;
                    /** @enum {string} */
                    side: "business" | "telecom" | "province";
                    team: null | string;
                    /** @description Nobody answered, and whoever hears of that has been told. */
                    unattended?: boolean;
                    /** @description It was handed to another leg. */
                    withdrawn?: null | boolean;
                }[];
                members: {
                    /** Format: int32 */
                    count: number;
                    sample: string[];
                };
                /** @description The incident that took this one in. */
                mergedInto?: null | string;
                name?: null | string;
                /** Format: date-time */
                openedAt: string;
                outlet?: null | string;
                paused?: null | {
                    detail: null | string;
                    id: null | string;
                    /** @enum {string} */
                    reason: "silence" | "maintenance" | "closed" | "flapping";
                    /** Format: date-time */
                    until: null | string;
                }[];
                /** @description Why no ladder runs now; absent: they run. */
                pausedBy?: null | string;
                /** @enum {string} */
                phase: "open" | "acknowledged" | "assigned" | "onSite" | "resolved" | "closed";
                /** @description The policy it was opened under. */
                policy?: null | string;
                /** @description Faults that are part of it or explained by it, at most fifty. */
                related?: null | {
                    device: string;
                    reason: string;
                    rule: string;
                }[];
                /** Format: int32 */
                relatedCount?: null | number;
                /** Format: date-time */
                resolvedAt?: null | string;
                /** Format: int64 */
                revision?: number;
                /** @enum {string} */
                scope: "outlet" | "accessNode" | "network";
                /** @enum {string} */
                severity: "none" | "info" | "minor" | "major" | "critical";
                timeline?: null | {
                    /** Format: date-time */
                    at: string;
                    by: null | string;
                    detail: null | string;
                    event: string;
                    /** @enum {string} */
                    leg: "business" | "telecom" | "province" | null;
                    reason: string;
                }[];
                /** Format: date-time */
                updatedAt: string;
                /** Format: int32 */
                visits: number;
            }[];
            items: {
                accessNode?: null | string;
                address?: null | string;
                amenities: string[];
                calendar: string;
                cameras: {
                    id: string;
                    model?: null | string;
                }[];
                /** @description Read-only. The city the district lies in. */
                readonly city: string;
                code: string;
                designations: string[];
                /** @description Read-only. */
                readonly devices: {
                    faults: {
                        explainedBy?: null | string;
                        flapping?: boolean;
                        /** @description The incident it has, or whose cause explains it. */
                        incident?: null | string;
                        /** @enum {string} */
                        reason?: "correlationHold" | "looksClear" | "freshSilenceWindow" | "ingestSuspected" | "nodeSuspected" | "sameDevice" | "lineDown" | "accessNodeDown" | "telemetryLost" | "rootCause" | "tamper" | null;
                        rule: string;
                        security?: boolean;
                        /** @enum {string} */
                        severity: "none" | "info" | "minor" | "major" | "critical";
                        /** Format: date-time */
                        since: string;
                        /** @enum {string} */
                        standing?: "waiting" | "explained" | "incident" | null;
                        /** @enum {string} */
                        state: "raised" | "clearing";
                    }[];
                    id: string;
                    /** @enum {string} */
                    kind: "terminal" | "camera" | "line";
                    /** Format: date-time */
                    lastSeen: null | string;
                    /** @enum {string} */
                    status: "unknown" | "online" | "faulty" | "offline";
                    values: null | {
                        [key: string]: {
                            /** Format: date-time */
                            at: string;
                            /** @description A number, a text or true/false. */
                            value: number | string | boolean;
                        };
                    };
                }[];
                /**
                 * Format: double
                 * @description Read-only. Metres from the point of a near= query.
                 */
                readonly distanceM?: null | number;
                district: string;
                freshness?: {
                    /** Format: int32 */
                    devicesOffline: number;
                    /** Format: int32 */
                    devicesUnknown: number;
                    /** Format: date-time */
                    lastSeen: null | string;
                };
                /** @description Read-only. Ids of open incidents. */
                readonly incidents: string[];
                lines: {
                    id: string;
                    model?: null | string;
                }[];
                location?: {
                    /** Format: double */
                    lat: number;
                    /** Format: double */
                    lon: number;
                };
                name: string;
                /** @description Read-only. What else there is to know of its devices: a flood of readings. Only where one outlet is read. */
                readonly notices?: null | {
                    code: string;
                    device: null | string;
                    /** Format: double */
                    rate: number;
                    /** Format: date-time */
                    since: string;
                }[];
                /**
                 * Format: int64
                 * @description Read-only. The profile's revision, as in the ETag.
                 */
                readonly revision?: number;
                /** @enum {string} */
                severity?: "none" | "info" | "minor" | "major" | "critical";
                /**
                 * Format: date-time
                 * @description Read-only. When the present status began.
                 */
                readonly since?: string;
                /** @enum {string} */
                status?: "unknown" | "ok" | "degraded" | "down" | "closed";
                telecomArea?: null | string;
                terminals: {
                    id: string;
                    model?: null | string;
                }[];
                /**
                 * Format: date-time
                 * @description Read-only. When anything of this last changed.
                 */
                readonly updatedAt?: string;
            }[];
            /** Format: int64 */
            revision: number;
        };
        SuggestionModel: {
            busyWith?: string;
            /** Format: double */
            distanceKm?: number;
            free: boolean;
            hasSkill: boolean;
            /** Format: int32 */
            load: number;
            name: string;
            onShift: boolean;
            ownZone: boolean;
            person: string;
            /** Format: int32 */
            rank: number;
            reasons: components["schemas"]["DispatchReason"][];
            team: string;
            /** Format: duration */
            travel?: string;
            usable: boolean;
        };
        SuggestionsModel: {
            incident: string;
            items: components["schemas"]["SuggestionModel"][];
        };
        TeamModel: {
            areas: string[];
            id: string;
            /** Format: int32 */
            people: number;
            side: components["schemas"]["Side"];
        };
        TeamsModel: {
            items: components["schemas"]["TeamModel"][];
            /** Format: int32 */
            total: number;
        };
        TelemetryAnswer: {
            /** Format: int32 */
            accepted: number;
            /** Format: int32 */
            duplicates: number;
            /** Format: int32 */
            late: number;
            rejected: components["schemas"]["RejectedReading"][];
        };
        TerminalModel: {
            id: string;
            model?: string;
        };
        TimelineModel: {
            /** Format: date-time */
            at: string;
            by?: string;
            detail?: string;
            event: string;
            leg?: components["schemas"]["Side"];
            reason: string;
        };
        TitleModel: {
            en: string;
            zh: string;
        };
        /** @enum {string} */
        TradingState: "open" | "salesStopped" | "closed" | null;
        TransitionModel: {
            /** Format: date-time */
            at: string;
            from: string;
            late: boolean;
            reason: components["schemas"]["TransitionReason"];
            /** @description A rule's id, status or clock-skew. */
            subject: string;
            to: string;
        };
        /** @enum {string} */
        TransitionReason: "conditionMet" | "conditionHeld" | "conditionBroken" | "clearMet" | "clearHeld" | "conditionReturned" | "ruleChanged" | "ruleRemoved" | "firstHeard" | "heardAgain" | "silent" | "faultRaised" | "faultCleared" | "clockAhead" | "clockRight" | "flappingStarted" | "flappingEnded";
        /** @description A number, a text or true/false. */
        Value: number | string | boolean;
        ValueModel: {
            /** Format: date-time */
            at: string;
            value: components["schemas"]["Value"];
        };
        WhyModel: {
            chain: components["schemas"]["ReasonModel"][];
            incident: string;
            next: components["schemas"]["WhyNextModel"][];
            pages: components["schemas"]["WhyPageModel"][];
        };
        WhyNextModel: {
            /** Format: date-time */
            at?: string;
            heldBy?: string;
            leg: components["schemas"]["Side"];
            step: string;
        };
        WhyPageModel: {
            /** Format: date-time */
            at: string;
            /** Format: int32 */
            attempts?: number;
            channel?: string;
            /** Format: date-time */
            deliveredAt?: string;
            detail?: string;
            key?: string;
            leg: components["schemas"]["Side"];
            outcome?: components["schemas"]["NotificationOutcome"];
            outcomeDetail?: string;
            reason: string;
            recipient?: string;
            /** Format: int32 */
            round: number;
            sent: boolean;
            step: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAudit: {
        parameters: {
            query?: {
                /**
                 * @description Ids of operations; commas for any of.
                 * @example putOutlet
                 */
                action?: string;
                /**
                 * @description Names of keys, or those that tokens give; commas for any of.
                 * @example admin
                 */
                by?: string;
                /** @description nextCursor of the page before, with the same filters. */
                cursor?: string;
                /** @description Entries per page, 1 to 1000; 100 if not given. */
                limit?: number;
                /**
                 * @description How it ended; commas for any of. One of: unknown, done, refused.
                 * @example done
                 */
                outcome?: string;
                /**
                 * @description Only those at this time or later: ISO 8601 with offset.
                 * @example 2027-01-01T00:00:00Z
                 */
                since?: string;
                /**
                 * @description Ids of what was to be changed; commas for any of.
                 * @example 3208008351
                 */
                target?: string;
                /**
                 * @description Only those before this time.
                 * @example 2027-02-01T00:00:00Z
                 */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPageModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readAvailability: {
        parameters: {
            query?: {
                /** @description An item for every outlet, or for every area of the carrier as outlets are registered now, instead of one for every district. One of: outlet, telecomArea. */
                by?: string;
                /**
                 * @description Division code of a city, four or six digits: all its districts.
                 * @example 3208
                 */
                city?: string;
                /**
                 * @description Division codes of districts, with commas; the code of a city or the province takes all its districts.
                 * @example 320812
                 */
                district?: string;
                /**
                 * @description Begin, included: a date, which is its midnight in China, or a time in ISO 8601 with offset.
                 * @example 2026-11-01
                 */
                from?: string;
                /**
                 * @description Code of one outlet.
                 * @example 3208008351
                 */
                outlet?: string;
                /**
                 * @description End, excluded, in the same forms; a later time than now is now. At most 400 days after from.
                 * @example 2026-12-01
                 */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AvailabilityModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCalendars: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarsModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCalendar: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "application/yaml": unknown;
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putCalendar: {
        parameters: {
            query?: {
                /** @description Check the document and change nothing. */
                dryRun?: boolean;
            };
            header?: {
                /**
                 * @description Only over this revision: the ETag as it was given, a list of them, or * for any that exists.
                 * @example "rev:12"
                 */
                "If-Match"?: string;
                /**
                 * @description *: only when there is none yet.
                 * @example *
                 */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
                "application/x-yaml": string;
                /**
                 * @example timeZone: Asia/Shanghai
                 *     weekly: {mon-fri: ["08:30-21:30"], sat-sun: ["08:00-22:00"]}
                 *     salesStops: [{days: [mon, wed, sat], from: "21:00", to: "21:10"}]
                 *     exceptions: [{date: 2027-02-17, closed: true}, {date: 2027-02-14, hours: ["10:00-18:00"]}]
                 */
                "application/yaml": string;
                "text/yaml": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The revision now stored.
                     * @example "rev:12"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentWriteModel"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    /**
                     * @description The revision now stored.
                     * @example "rev:12"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentWriteModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCalendarVersions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentVersionsModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCalendarVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the version, as the list of versions gives it. */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "application/yaml": unknown;
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCockpit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CockpitModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDevice: {
        parameters: {
            query?: {
                /** @description Only transitions at or after this time (ISO 8601 with offset). */
                since?: string;
            };
            header?: never;
            path: {
                /**
                 * @description The outlet's ten digits.
                 * @example 3208008351
                 */
                code: string;
                /**
                 * @description The device's id within the outlet, such as t1.
                 * @example t1
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeviceDetailModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDivisions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DivisionListModel"];
                };
            };
            /** @description Not Modified */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listIncidents: {
        parameters: {
            query?: {
                /** @description Name of an access node. Repeat it or use commas for any of; a leading ! means none of. */
                accessNode?: string;
                /** @description Incidents with a leg assigned to this person. Repeat it or use commas for any of; a leading ! means none of. */
                assignee?: string;
                /**
                 * @description Division code of a city, four or six digits. Repeat it or use commas for any of; a leading ! means none of.
                 * @example 3208
                 */
                city?: string;
                /** @description nextCursor of the page before, with the same filters and sort. */
                cursor?: string;
                /**
                 * @description The device of the cause. Repeat it or use commas for any of; a leading ! means none of.
                 * @example 3208008351/t1
                 */
                device?: string;
                /**
                 * @description Division code that the incident, or an outlet of it, lies in; the code of a city takes all its districts. Repeat it or use commas for any of; a leading ! means none of.
                 * @example 320812
                 */
                district?: string;
                /**
                 * @description Incidents with a leg of this side that must respond. One of: business, telecom. Repeat it or use commas for any of; a leading ! means none of.
                 * @example telecom
                 */
                leg?: string;
                /** @description Incidents per page, 1 to 1000; 100 if not given. */
                limit?: number;
                /** @description true: only those that another incident took in; false: only the others. One of: false, true. */
                merged?: string;
                /** @description Waits up to 5 s until the view has seen this revision; 412 if it has not by then. */
                minRevision?: number;
                /** @description Model of the device of the cause, as it is registered now. Repeat it or use commas for any of; a leading ! means none of. */
                model?: string;
                /**
                 * @description Only incidents that had been opened and were not closed at this time; all else of them is as it is now. ISO 8601 with offset.
                 * @example 2027-01-01T00:00:00Z
                 */
                openAt?: string;
                /**
                 * @description An outlet's code: its own incidents, and those of its access node it is part of. Repeat it or use commas for any of; a leading ! means none of.
                 * @example 3208008351
                 */
                outlet?: string;
                /**
                 * @description Phase of the incident. One of: open, acknowledged, assigned, onSite, resolved, closed. Repeat it or use commas for any of; a leading ! means none of.
                 * @example open,acknowledged
                 */
                phase?: string;
                /**
                 * @description Id of the rule of the cause. Repeat it or use commas for any of; a leading ! means none of.
                 * @example line-down
                 */
                rule?: string;
                /**
                 * @description What the cause is about. One of: outlet, accessNode, network. Repeat it or use commas for any of; a leading ! means none of.
                 * @example outlet
                 */
                scope?: string;
                /**
                 * @description Severity. One of: none, info, minor, major, critical. Repeat it or use commas for any of; a leading ! means none of.
                 * @example critical
                 */
                severity?: string;
                /**
                 * @description Only incidents opened at this time or later: ISO 8601 with offset.
                 * @example 2027-01-01T00:00:00Z
                 */
                since?: string;
                /**
                 * @description Keys in order of weight, with a leading - for descending; id is added as the last. Keys: openedAt, updatedAt, closedAt, severity, phase, members, visits, outlet, id. If not given: -openedAt.
                 * @example -severity,openedAt
                 */
                sort?: string;
                /** @description Incidents with a leg of this team. Repeat it or use commas for any of; a leading ! means none of. */
                team?: string;
                /**
                 * @description Division code of the carrier's area that the incident is in. Repeat it or use commas for any of; a leading ! means none of.
                 * @example 320813
                 */
                telecomArea?: string;
                /**
                 * @description Only incidents opened before this time: ISO 8601 with offset.
                 * @example 2027-02-01T00:00:00Z
                 */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentPageModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportIncidents: {
        parameters: {
            query?: {
                /** @description Name of an access node. Repeat it or use commas for any of; a leading ! means none of. */
                accessNode?: string;
                /** @description Incidents with a leg assigned to this person. Repeat it or use commas for any of; a leading ! means none of. */
                assignee?: string;
                /**
                 * @description Division code of a city, four or six digits. Repeat it or use commas for any of; a leading ! means none of.
                 * @example 3208
                 */
                city?: string;
                /**
                 * @description The device of the cause. Repeat it or use commas for any of; a leading ! means none of.
                 * @example 3208008351/t1
                 */
                device?: string;
                /**
                 * @description Division code that the incident, or an outlet of it, lies in; the code of a city takes all its districts. Repeat it or use commas for any of; a leading ! means none of.
                 * @example 320812
                 */
                district?: string;
                /**
                 * @description Begin, included: a date, which is its midnight in China, or a time in ISO 8601 with offset.
                 * @example 2026-11-01
                 */
                from?: string;
                /**
                 * @description Incidents with a leg of this side that must respond. One of: business, telecom. Repeat it or use commas for any of; a leading ! means none of.
                 * @example telecom
                 */
                leg?: string;
                /** @description true: only those that another incident took in; false: only the others. One of: false, true. */
                merged?: string;
                /** @description Model of the device of the cause, as it is registered now. Repeat it or use commas for any of; a leading ! means none of. */
                model?: string;
                /**
                 * @description An outlet's code: its own incidents, and those of its access node it is part of. Repeat it or use commas for any of; a leading ! means none of.
                 * @example 3208008351
                 */
                outlet?: string;
                /**
                 * @description Phase of the incident. One of: open, acknowledged, assigned, onSite, resolved, closed. Repeat it or use commas for any of; a leading ! means none of.
                 * @example open,acknowledged
                 */
                phase?: string;
                /**
                 * @description Id of the rule of the cause. Repeat it or use commas for any of; a leading ! means none of.
                 * @example line-down
                 */
                rule?: string;
                /**
                 * @description What the cause is about. One of: outlet, accessNode, network. Repeat it or use commas for any of; a leading ! means none of.
                 * @example outlet
                 */
                scope?: string;
                /**
                 * @description Severity. One of: none, info, minor, major, critical. Repeat it or use commas for any of; a leading ! means none of.
                 * @example critical
                 */
                severity?: string;
                /** @description Incidents with a leg of this team. Repeat it or use commas for any of; a leading ! means none of. */
                team?: string;
                /**
                 * @description Division code of the carrier's area that the incident is in. Repeat it or use commas for any of; a leading ! means none of.
                 * @example 320813
                 */
                telecomArea?: string;
                /**
                 * @description End, excluded, in the same forms; a later time than now is now. At most 400 days after from.
                 * @example 2026-12-01
                 */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getIncident: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example t1 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    acknowledgeIncident: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example t1 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "leg": "telecom",
                 *       "by": "wang",
                 *       "to": "li",
                 *       "note": "on the way"
                 *     }
                 */
                "application/json": components["schemas"]["IncidentCommandModel"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    arriveIncident: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example t1 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "leg": "telecom",
                 *       "by": "wang",
                 *       "to": "li",
                 *       "note": "on the way"
                 *     }
                 */
                "application/json": components["schemas"]["IncidentCommandModel"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    assignIncident: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example t1 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "leg": "telecom",
                 *       "by": "wang",
                 *       "to": "li",
                 *       "note": "on the way"
                 *     }
                 */
                "application/json": components["schemas"]["IncidentCommandModel"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    closeIncident: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example t1 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "leg": "telecom",
                 *       "by": "wang",
                 *       "to": "li",
                 *       "note": "on the way"
                 *     }
                 */
                "application/json": components["schemas"]["IncidentCommandModel"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getIncidentMembers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example t1 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentMembersModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    noteIncident: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example t1 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "leg": "telecom",
                 *       "by": "wang",
                 *       "to": "li",
                 *       "note": "on the way"
                 *     }
                 */
                "application/json": components["schemas"]["IncidentCommandModel"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reassignIncident: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example t1 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "leg": "telecom",
                 *       "by": "wang",
                 *       "to": "li",
                 *       "note": "on the way"
                 *     }
                 */
                "application/json": components["schemas"]["IncidentCommandModel"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reopenIncident: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example t1 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "leg": "telecom",
                 *       "by": "wang",
                 *       "to": "li",
                 *       "note": "on the way"
                 *     }
                 */
                "application/json": components["schemas"]["IncidentCommandModel"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resolveIncident: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example t1 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "leg": "telecom",
                 *       "by": "wang",
                 *       "to": "li",
                 *       "note": "on the way"
                 *     }
                 */
                "application/json": components["schemas"]["IncidentCommandModel"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    suggestForIncident: {
        parameters: {
            query?: {
                /** @description business or telecom; if not given, the first leg that must respond. */
                leg?: string;
            };
            header?: never;
            path: {
                /** @example t1 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestionsModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getIncidentWhy: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example t1 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhyModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readIncidentStatistics: {
        parameters: {
            query?: {
                /** @description Name of an access node. Repeat it or use commas for any of; a leading ! means none of. */
                accessNode?: string;
                /** @description Incidents with a leg assigned to this person. Repeat it or use commas for any of; a leading ! means none of. */
                assignee?: string;
                /**
                 * @description What to group by. One of: city, district, telecomArea, model, rule, severity, accessNode, outlet, device.
                 * @example city
                 */
                by?: string;
                /**
                 * @description Division code of a city, four or six digits. Repeat it or use commas for any of; a leading ! means none of.
                 * @example 3208
                 */
                city?: string;
                /**
                 * @description The device of the cause. Repeat it or use commas for any of; a leading ! means none of.
                 * @example 3208008351/t1
                 */
                device?: string;
                /**
                 * @description Division code that the incident, or an outlet of it, lies in; the code of a city takes all its districts. Repeat it or use commas for any of; a leading ! means none of.
                 * @example 320812
                 */
                district?: string;
                /**
                 * @description Begin, included: a date, which is its midnight in China, or a time in ISO 8601 with offset.
                 * @example 2026-11-01
                 */
                from?: string;
                /**
                 * @description Incidents with a leg of this side that must respond. One of: business, telecom. Repeat it or use commas for any of; a leading ! means none of.
                 * @example telecom
                 */
                leg?: string;
                /** @description Groups to answer, 1 to 1000; 100 if not given. */
                limit?: number;
                /** @description true: only those that another incident took in; false: only the others. One of: false, true. */
                merged?: string;
                /** @description Model of the device of the cause, as it is registered now. Repeat it or use commas for any of; a leading ! means none of. */
                model?: string;
                /**
                 * @description An outlet's code: its own incidents, and those of its access node it is part of. Repeat it or use commas for any of; a leading ! means none of.
                 * @example 3208008351
                 */
                outlet?: string;
                /**
                 * @description Phase of the incident. One of: open, acknowledged, assigned, onSite, resolved, closed. Repeat it or use commas for any of; a leading ! means none of.
                 * @example open,acknowledged
                 */
                phase?: string;
                /**
                 * @description Id of the rule of the cause. Repeat it or use commas for any of; a leading ! means none of.
                 * @example line-down
                 */
                rule?: string;
                /**
                 * @description What the cause is about. One of: outlet, accessNode, network. Repeat it or use commas for any of; a leading ! means none of.
                 * @example outlet
                 */
                scope?: string;
                /**
                 * @description Severity. One of: none, info, minor, major, critical. Repeat it or use commas for any of; a leading ! means none of.
                 * @example critical
                 */
                severity?: string;
                /**
                 * @description incidents, open, restored, faultTime, restoreP50, restoreP90, restoreP95, withinTargetShare, last, key, with a leading - for descending; then by key. If not given: -incidents.
                 * @example -restoreP90
                 */
                sort?: string;
                /**
                 * @description A restore time to be held to: how many were restored within it. 500ms, 90s, 10m, 2h, 1d or 1h30m.
                 * @example 4h
                 */
                target?: string;
                /** @description Incidents with a leg of this team. Repeat it or use commas for any of; a leading ! means none of. */
                team?: string;
                /**
                 * @description Division code of the carrier's area that the incident is in. Repeat it or use commas for any of; a leading ! means none of.
                 * @example 320813
                 */
                telecomArea?: string;
                /**
                 * @description End, excluded, in the same forms; a later time than now is now. At most 400 days after from.
                 * @example 2026-12-01
                 */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentStatisticsModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyListModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "huaian-duty",
                 *       "scopes": [
                 *         "read",
                 *         "operate"
                 *       ],
                 *       "divisions": [
                 *         "3208"
                 *       ],
                 *       "expiresAt": "2099-01-01T00:00:00Z"
                 *     }
                 */
                "application/json": components["schemas"]["KeyInput"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The key's name or id. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The key's name or id. */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMaintenanceWindows: {
        parameters: {
            query?: {
                /** @description Code of an outlet that lies in its scope. */
                outlet?: string;
                /**
                 * @description State; active and pending if not given. One of: pending, active, expired. Repeat it or use commas for any of; a leading ! means none of.
                 * @example active,pending
                 */
                state?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MuteListModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addMaintenanceWindow: {
        parameters: {
            query?: {
                /** @description Only says what it would cover; nothing is set. */
                dryRun?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "match": {
                 *         "outlet": "3208008351"
                 *       },
                 *       "duration": "15m",
                 *       "reason": "router is being replaced"
                 *     }
                 */
                "application/json": components["schemas"]["MuteInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MutePreviewModel"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MuteModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMaintenanceWindow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example t1 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MuteModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endMaintenanceWindow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example t1 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    mapOutlets: {
        parameters: {
            query?: {
                /**
                 * @description Id of the access node that the outlet's lines hang on. Repeat it or use commas for any of; a leading ! means none of.
                 * @example HA-QJP-OLT-03
                 */
                accessNode?: string;
                /**
                 * @description An amenity the outlet offers. Repeat it or use commas for any of; a leading ! means none of.
                 * @example 充电宝
                 */
                amenity?: string;
                /**
                 * @description The network as it was at this past time: status, severity, since, devices' statuses and rules are those of then, and filters and sorts go by them; profiles are those of now. ISO 8601 with offset; as far back as the history is kept.
                 * @example 2026-11-20T08:00:00+08:00
                 */
                asOf?: string;
                /**
                 * @description Box west,south,east,north in degrees. Outlets without location are in no box.
                 * @example 118.5,33.0,119.5,34.0
                 */
                bbox?: string;
                /**
                 * @description Calendar that the outlet keeps. Repeat it or use commas for any of; a leading ! means none of.
                 * @example standard
                 */
                calendar?: string;
                /**
                 * @description Division code of the city, four or six digits. Repeat it or use commas for any of; a leading ! means none of.
                 * @example 3208
                 */
                city?: string;
                /**
                 * @description A designation the outlet carries. Repeat it or use commas for any of; a leading ! means none of.
                 * @example 共产党员服务店
                 */
                designation?: string;
                /**
                 * @description Division code of the district; the code of a city or the province takes all its districts. Repeat it or use commas for any of; a leading ! means none of.
                 * @example 320812
                 */
                district?: string;
                /** @description Waits up to 5 s until the view has seen this revision; 412 if it has not by then. */
                minRevision?: number;
                /**
                 * @description Model of a device of the outlet. Repeat it or use commas for any of; a leading ! means none of.
                 * @example T9
                 */
                model?: string;
                /**
                 * @description Point lon,lat in degrees; rows then carry distanceM.
                 * @example 118.87,33.29
                 */
                near?: string;
                /**
                 * @description Text within code, name or address; case does not matter.
                 * @example 洪泽
                 */
                q?: string;
                /**
                 * @description Id of a rule with an active fault on a device of the outlet. Repeat it or use commas for any of; a leading ! means none of.
                 * @example terminal-offline
                 */
                rule?: string;
                /**
                 * @description Severity of the worst active fault. One of: none, info, minor, major, critical. Repeat it or use commas for any of; a leading ! means none of.
                 * @example major,critical
                 */
                severity?: string;
                /**
                 * @description Status of the outlet. One of: unknown, ok, degraded, down, closed. Repeat it or use commas for any of; a leading ! means none of.
                 * @example down,degraded
                 */
                status?: string;
                /**
                 * @description Division code of the carrier's maintenance area; the code of a city takes all its areas. Repeat it or use commas for any of; a leading ! means none of.
                 * @example 320813
                 */
                telecomArea?: string;
                /**
                 * @description Only outlets of which something changed at this time or later: ISO 8601 with offset.
                 * @example 2027-01-01T00:00:00Z
                 */
                updatedSince?: string;
                /**
                 * @description Largest distance from near, in km or m. Needs near.
                 * @example 5km
                 */
                within?: string;
                /**
                 * @description Zoom of the map, 0 to 22, as in web maps; if not given, the one that shows the box on a thousand pixels.
                 * @example 8
                 */
                zoom?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutletMapModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listNotifications: {
        parameters: {
            query?: {
                /** @description nextCursor of the page before, with the same filters. */
                cursor?: string;
                /**
                 * @description Id of an incident.
                 * @example 3208008351-1k9x2
                 */
                incident?: string;
                /**
                 * @description Kind of message. One of: page, update, recovery, unattended. Repeat it or use commas for any of; a leading ! means none of.
                 * @example page
                 */
                kind?: string;
                /** @description Notifications per page, 1 to 1000; 100 if not given. */
                limit?: number;
                /**
                 * @description What came of it. One of: pending, delivered, failed. Repeat it or use commas for any of; a leading ! means none of.
                 * @example failed
                 */
                outcome?: string;
                /**
                 * @description Id of a person. Repeat it or use commas for any of; a leading ! means none of.
                 * @example li
                 */
                recipient?: string;
                /**
                 * @description Only those decided at this time or later: ISO 8601 with offset.
                 * @example 2027-01-01T00:00:00Z
                 */
                since?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationPageModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listBacklogs: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BacklogListModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOutlets: {
        parameters: {
            query?: {
                /**
                 * @description Id of the access node that the outlet's lines hang on. Repeat it or use commas for any of; a leading ! means none of.
                 * @example HA-QJP-OLT-03
                 */
                accessNode?: string;
                /**
                 * @description An amenity the outlet offers. Repeat it or use commas for any of; a leading ! means none of.
                 * @example 充电宝
                 */
                amenity?: string;
                /**
                 * @description The network as it was at this past time: status, severity, since, devices' statuses and rules are those of then, and filters and sorts go by them; profiles are those of now. ISO 8601 with offset; as far back as the history is kept.
                 * @example 2026-11-20T08:00:00+08:00
                 */
                asOf?: string;
                /**
                 * @description Box west,south,east,north in degrees. Outlets without location are in no box.
                 * @example 118.5,33.0,119.5,34.0
                 */
                bbox?: string;
                /**
                 * @description Calendar that the outlet keeps. Repeat it or use commas for any of; a leading ! means none of.
                 * @example standard
                 */
                calendar?: string;
                /**
                 * @description Division code of the city, four or six digits. Repeat it or use commas for any of; a leading ! means none of.
                 * @example 3208
                 */
                city?: string;
                /** @description nextCursor of the page before, with the same filters and sort. */
                cursor?: string;
                /**
                 * @description A designation the outlet carries. Repeat it or use commas for any of; a leading ! means none of.
                 * @example 共产党员服务店
                 */
                designation?: string;
                /**
                 * @description Division code of the district; the code of a city or the province takes all its districts. Repeat it or use commas for any of; a leading ! means none of.
                 * @example 320812
                 */
                district?: string;
                /**
                 * @description Top-level fields of outlets to answer, with commas; code always is. Fields: code, name, address, district, location, telecomArea, accessNode, calendar, designations, amenities, lines, terminals, cameras, revision, city, status, severity, since, updatedAt, devices, incidents, freshness, notices, distanceM.
                 * @example name,status
                 */
                fields?: string;
                /**
                 * @description Outlets per page, 1 to 1000; 100 if not given.
                 * @example 100
                 */
                limit?: number;
                /** @description Waits up to 5 s until the view has seen this revision; 412 if it has not by then. */
                minRevision?: number;
                /**
                 * @description Model of a device of the outlet. Repeat it or use commas for any of; a leading ! means none of.
                 * @example T9
                 */
                model?: string;
                /**
                 * @description Point lon,lat in degrees; rows then carry distanceM.
                 * @example 118.87,33.29
                 */
                near?: string;
                /**
                 * @description Text within code, name or address; case does not matter.
                 * @example 洪泽
                 */
                q?: string;
                /**
                 * @description Id of a rule with an active fault on a device of the outlet. Repeat it or use commas for any of; a leading ! means none of.
                 * @example terminal-offline
                 */
                rule?: string;
                /**
                 * @description Severity of the worst active fault. One of: none, info, minor, major, critical. Repeat it or use commas for any of; a leading ! means none of.
                 * @example major,critical
                 */
                severity?: string;
                /**
                 * @description Keys in order of weight, with a leading - for descending; code is added as the last. Keys: code, name, district, city, status, severity, since, updatedAt, revision, accessNode, distance. Status goes from best to worst: ok, closed, unknown, degraded, down. distance needs near. Outlets without a value come first, without location last.
                 * @example -severity,code
                 */
                sort?: string;
                /**
                 * @description Status of the outlet. One of: unknown, ok, degraded, down, closed. Repeat it or use commas for any of; a leading ! means none of.
                 * @example down,degraded
                 */
                status?: string;
                /**
                 * @description Division code of the carrier's maintenance area; the code of a city takes all its areas. Repeat it or use commas for any of; a leading ! means none of.
                 * @example 320813
                 */
                telecomArea?: string;
                /**
                 * @description Only outlets of which something changed at this time or later: ISO 8601 with offset.
                 * @example 2027-01-01T00:00:00Z
                 */
                updatedSince?: string;
                /**
                 * @description Largest distance from near, in km or m. Needs near.
                 * @example 5km
                 */
                within?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutletPageModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportOutlets: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["OutletInput"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    importOutlets: {
        parameters: {
            query?: {
                /** @description Say what would become of every line; change nothing. */
                dryRun?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "3208008351",
                 *       "name": "清江浦淮海东路店",
                 *       "address": "淮海东路 12 号",
                 *       "district": "320812",
                 *       "location": {
                 *         "lon": 119.03,
                 *         "lat": 33.6
                 *       },
                 *       "telecomArea": "320813",
                 *       "accessNode": "HA-QJP-OLT-03",
                 *       "calendar": "standard",
                 *       "designations": [
                 *         "demonstration"
                 *       ],
                 *       "amenities": [
                 *         "seating"
                 *       ],
                 *       "lines": [
                 *         {
                 *           "id": "l1"
                 *         }
                 *       ],
                 *       "terminals": [
                 *         {
                 *           "id": "t1",
                 *           "model": "C9"
                 *         }
                 *       ],
                 *       "cameras": [
                 *         {
                 *           "id": "c1"
                 *         }
                 *       ]
                 *     }
                 */
                "application/x-ndjson": components["schemas"]["OutletInput"];
                /**
                 * @example code,name,district,address,lon,lat,telecomArea,accessNode,terminals,cameras,lines,calendar,designations
                 *     3208008351,清江浦淮海东路店,320812,"淮海东路 12 号",119.03,33.6,320813,HA-QJP-OLT-03,1,1,1,standard,demonstration
                 */
                "text/csv": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOutlet: {
        parameters: {
            query?: {
                /** @description Only these members, parted by commas; code always is given. */
                fields?: string;
            };
            header?: never;
            path: {
                /**
                 * @description Ten digits.
                 * @example 3208008351
                 */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutletModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putOutlet: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Only over this revision: the ETag as it was given, a list of them, or * for any that exists.
                 * @example "rev:12"
                 */
                "If-Match"?: string;
                /**
                 * @description *: only when there is none yet.
                 * @example *
                 */
                "If-None-Match"?: string;
            };
            path: {
                /**
                 * @description Ten digits.
                 * @example 3208008351
                 */
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "3208008351",
                 *       "name": "清江浦淮海东路店",
                 *       "address": "淮海东路 12 号",
                 *       "district": "320812",
                 *       "location": {
                 *         "lon": 119.03,
                 *         "lat": 33.6
                 *       },
                 *       "telecomArea": "320813",
                 *       "accessNode": "HA-QJP-OLT-03",
                 *       "calendar": "standard",
                 *       "designations": [
                 *         "demonstration"
                 *       ],
                 *       "amenities": [
                 *         "seating"
                 *       ],
                 *       "lines": [
                 *         {
                 *           "id": "l1"
                 *         }
                 *       ],
                 *       "terminals": [
                 *         {
                 *           "id": "t1",
                 *           "model": "C9"
                 *         }
                 *       ],
                 *       "cameras": [
                 *         {
                 *           "id": "c1"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["OutletInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The revision now stored.
                     * @example "rev:12"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutletModel"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    /**
                     * @description The revision now stored.
                     * @example "rev:12"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutletModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteOutlet: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Only over this revision: the ETag as it was given, a list of them, or * for any that exists.
                 * @example "rev:12"
                 */
                "If-Match"?: string;
            };
            path: {
                /**
                 * @description Ten digits.
                 * @example 3208008351
                 */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchOutlet: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Only over this revision: the ETag as it was given, a list of them, or * for any that exists.
                 * @example "rev:12"
                 */
                "If-Match"?: string;
            };
            path: {
                /**
                 * @description Ten digits.
                 * @example 3208008351
                 */
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "清江浦淮海东路旗舰店",
                 *       "accessNode": null
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["OutletPatch"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The revision now stored.
                     * @example "rev:12"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutletModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readOutletHistory: {
        parameters: {
            query?: {
                /**
                 * @description Begin, included: a date, which is its midnight in China, or a time in ISO 8601 with offset.
                 * @example 2026-11-01
                 */
                from?: string;
                /**
                 * @description End, excluded, in the same forms; a later time than now is now. At most 400 days after from.
                 * @example 2026-12-01
                 */
                to?: string;
            };
            header?: never;
            path: {
                /** @example 3208008351 */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutletHistoryModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    summariseOutlets: {
        parameters: {
            query?: {
                /**
                 * @description Id of the access node that the outlet's lines hang on. Repeat it or use commas for any of; a leading ! means none of.
                 * @example HA-QJP-OLT-03
                 */
                accessNode?: string;
                /**
                 * @description An amenity the outlet offers. Repeat it or use commas for any of; a leading ! means none of.
                 * @example 充电宝
                 */
                amenity?: string;
                /**
                 * @description The network as it was at this past time: status, severity, since, devices' statuses and rules are those of then, and filters and sorts go by them; profiles are those of now. ISO 8601 with offset; as far back as the history is kept.
                 * @example 2026-11-20T08:00:00+08:00
                 */
                asOf?: string;
                /**
                 * @description Box west,south,east,north in degrees. Outlets without location are in no box.
                 * @example 118.5,33.0,119.5,34.0
                 */
                bbox?: string;
                /**
                 * @description What to group by, up to 4 of the words, with commas. One of: city, district, status, severity, telecomArea, accessNode, calendar, designation, rule.
                 * @example city,status
                 */
                by?: string;
                /**
                 * @description Calendar that the outlet keeps. Repeat it or use commas for any of; a leading ! means none of.
                 * @example standard
                 */
                calendar?: string;
                /**
                 * @description Division code of the city, four or six digits. Repeat it or use commas for any of; a leading ! means none of.
                 * @example 3208
                 */
                city?: string;
                /**
                 * @description A designation the outlet carries. Repeat it or use commas for any of; a leading ! means none of.
                 * @example 共产党员服务店
                 */
                designation?: string;
                /**
                 * @description Division code of the district; the code of a city or the province takes all its districts. Repeat it or use commas for any of; a leading ! means none of.
                 * @example 320812
                 */
                district?: string;
                /** @description Waits up to 5 s until the view has seen this revision; 412 if it has not by then. */
                minRevision?: number;
                /**
                 * @description Model of a device of the outlet. Repeat it or use commas for any of; a leading ! means none of.
                 * @example T9
                 */
                model?: string;
                /**
                 * @description Point lon,lat in degrees; rows then carry distanceM.
                 * @example 118.87,33.29
                 */
                near?: string;
                /**
                 * @description Text within code, name or address; case does not matter.
                 * @example 洪泽
                 */
                q?: string;
                /**
                 * @description Id of a rule with an active fault on a device of the outlet. Repeat it or use commas for any of; a leading ! means none of.
                 * @example terminal-offline
                 */
                rule?: string;
                /**
                 * @description Severity of the worst active fault. One of: none, info, minor, major, critical. Repeat it or use commas for any of; a leading ! means none of.
                 * @example major,critical
                 */
                severity?: string;
                /**
                 * @description Status of the outlet. One of: unknown, ok, degraded, down, closed. Repeat it or use commas for any of; a leading ! means none of.
                 * @example down,degraded
                 */
                status?: string;
                /**
                 * @description Division code of the carrier's maintenance area; the code of a city takes all its areas. Repeat it or use commas for any of; a leading ! means none of.
                 * @example 320813
                 */
                telecomArea?: string;
                /**
                 * @description Only outlets of which something changed at this time or later: ISO 8601 with offset.
                 * @example 2027-01-01T00:00:00Z
                 */
                updatedSince?: string;
                /**
                 * @description Largest distance from near, in km or m. Needs near.
                 * @example 5km
                 */
                within?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutletSummaryModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readOutletSeries: {
        parameters: {
            query?: {
                /**
                 * @description Id of the access node that the outlet's lines hang on. Repeat it or use commas for any of; a leading ! means none of.
                 * @example HA-QJP-OLT-03
                 */
                accessNode?: string;
                /**
                 * @description An amenity the outlet offers. Repeat it or use commas for any of; a leading ! means none of.
                 * @example 充电宝
                 */
                amenity?: string;
                /**
                 * @description Box west,south,east,north in degrees. Outlets without location are in no box.
                 * @example 118.5,33.0,119.5,34.0
                 */
                bbox?: string;
                /**
                 * @description What to group by, up to 4 of the words, with commas. One of: city, district, status, severity, telecomArea, accessNode, calendar, designation, rule.
                 * @example city,status
                 */
                by?: string;
                /**
                 * @description Calendar that the outlet keeps. Repeat it or use commas for any of; a leading ! means none of.
                 * @example standard
                 */
                calendar?: string;
                /**
                 * @description Division code of the city, four or six digits. Repeat it or use commas for any of; a leading ! means none of.
                 * @example 3208
                 */
                city?: string;
                /**
                 * @description A designation the outlet carries. Repeat it or use commas for any of; a leading ! means none of.
                 * @example 共产党员服务店
                 */
                designation?: string;
                /**
                 * @description Division code of the district; the code of a city or the province takes all its districts. Repeat it or use commas for any of; a leading ! means none of.
                 * @example 320812
                 */
                district?: string;
                /**
                 * @description Begin, included: a date, which is its midnight in China, or a time in ISO 8601 with offset.
                 * @example 2026-11-01
                 */
                from?: string;
                /**
                 * @description Model of a device of the outlet. Repeat it or use commas for any of; a leading ! means none of.
                 * @example T9
                 */
                model?: string;
                /**
                 * @description Point lon,lat in degrees; rows then carry distanceM.
                 * @example 118.87,33.29
                 */
                near?: string;
                /**
                 * @description Text within code, name or address; case does not matter.
                 * @example 洪泽
                 */
                q?: string;
                /**
                 * @description Id of a rule with an active fault on a device of the outlet. Repeat it or use commas for any of; a leading ! means none of.
                 * @example terminal-offline
                 */
                rule?: string;
                /**
                 * @description Severity of the worst active fault. One of: none, info, minor, major, critical. Repeat it or use commas for any of; a leading ! means none of.
                 * @example major,critical
                 */
                severity?: string;
                /**
                 * @description Status of the outlet. One of: unknown, ok, degraded, down, closed. Repeat it or use commas for any of; a leading ! means none of.
                 * @example down,degraded
                 */
                status?: string;
                /**
                 * @description From one time to the next, at least a second: 500ms, 90s, 10m, 2h, 1d or 1h30m. The first time is from; at most 100 times.
                 * @example 3m
                 */
                step?: string;
                /**
                 * @description Division code of the carrier's maintenance area; the code of a city takes all its areas. Repeat it or use commas for any of; a leading ! means none of.
                 * @example 320813
                 */
                telecomArea?: string;
                /**
                 * @description End, excluded, in the same forms; a later time than now is now. At most 31 days after from.
                 * @example 2026-12-01
                 */
                to?: string;
                /**
                 * @description Only outlets of which something changed at this time or later: ISO 8601 with offset.
                 * @example 2027-01-01T00:00:00Z
                 */
                updatedSince?: string;
                /**
                 * @description Largest distance from near, in km or m. Needs near.
                 * @example 5km
                 */
                within?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OutletSeriesModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPolicies: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PoliciesModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "application/yaml": unknown;
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putPolicy: {
        parameters: {
            query?: {
                /** @description Check the document and change nothing. */
                dryRun?: boolean;
            };
            header?: {
                /**
                 * @description Only over this revision: the ETag as it was given, a list of them, or * for any that exists.
                 * @example "rev:12"
                 */
                "If-Match"?: string;
                /**
                 * @description *: only when there is none yet.
                 * @example *
                 */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
                "application/x-yaml": string;
                /**
                 * @example firstResponse: 15m
                 *     dispatch: zone-first
                 *     steps:
                 *       - {after: 0s, notify: [on-shift]}
                 *       - {after: 5m, notify: [lead], unless: acknowledged}
                 *       - {after: 10m, notify: [duty-manager], unless: assigned}
                 *     repeat: {every: 30m, times: 3}
                 *     thenUnattended: [duty-manager]
                 */
                "application/yaml": string;
                "text/yaml": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The revision now stored.
                     * @example "rev:12"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentWriteModel"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    /**
                     * @description The revision now stored.
                     * @example "rev:12"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentWriteModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPolicyVersions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentVersionsModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPolicyVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the version, as the list of versions gives it. */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "application/yaml": unknown;
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRuleBook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "application/yaml": unknown;
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putRuleBook: {
        parameters: {
            query?: {
                /** @description Check the document and change nothing. */
                dryRun?: boolean;
            };
            header?: {
                /**
                 * @description Only over this revision: the ETag as it was given, a list of them, or * for any that exists.
                 * @example "rev:12"
                 */
                "If-Match"?: string;
                /**
                 * @description *: only when there is none yet.
                 * @example *
                 */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
                "application/x-yaml": string;
                /**
                 * @example version: 1
                 *     rules:
                 *       - id: terminal-offline
                 *         device: terminal
                 *         when: silent(90s) and open
                 *         severity: major
                 *         title: {zh: 终端机离线, en: Terminal offline}
                 */
                "application/yaml": string;
                "text/yaml": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The revision now stored.
                     * @example "rev:12"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentWriteModel"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    /**
                     * @description The revision now stored.
                     * @example "rev:12"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentWriteModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    backTestRuleBook: {
        parameters: {
            query?: {
                /** @description Whoever is paged takes the job on after so long, e.g. 5m; nobody answers, if not given. */
                answer?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": Record<string, never>;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRuleBookVersions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentVersionsModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRuleBookVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the version, as the list of versions gives it. */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "application/yaml": unknown;
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionModel"];
                };
            };
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "key": "twin_0123456789_…"
                 *     }
                 */
                "application/json": components["schemas"]["SessionInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSilences: {
        parameters: {
            query?: {
                /** @description Code of an outlet that lies in its scope. */
                outlet?: string;
                /**
                 * @description State; active and pending if not given. One of: pending, active, expired. Repeat it or use commas for any of; a leading ! means none of.
                 * @example active,pending
                 */
                state?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MuteListModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addSilence: {
        parameters: {
            query?: {
                /** @description Only says what it would cover; nothing is set. */
                dryRun?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "match": {
                 *         "outlet": "3208008351"
                 *       },
                 *       "duration": "15m",
                 *       "reason": "router is being replaced"
                 *     }
                 */
                "application/json": components["schemas"]["MuteInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MutePreviewModel"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MuteModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unprocessable Entity */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSilence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example t1 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MuteModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endSilence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example t1 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSimulations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SimulationListModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startSimulation: {
        parameters: {
            query?: {
                /** @description Check the scenario and run nothing. */
                dryRun?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
                "application/x-yaml": string;
                /**
                 * @example name: one-window
                 *     seed: 1
                 *     horizon: 8h
                 *     warmup: 0s
                 *     replications: {min: 5, max: 5}
                 *     queue: {arrivals: {exponential: 2m}, servers: 1, service: {exponential: 1m}}
                 */
                "application/yaml": string;
                "text/yaml": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SimulationCheckModel"];
                };
            };
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SimulationModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSimulation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example t1 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SimulationModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endSimulation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example t1 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    compareSimulations: {
        parameters: {
            query?: {
                /** @description Id of the other run. */
                with?: string;
            };
            header?: never;
            path: {
                /** @example t1 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SimulationComparisonModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSimulationReplications: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example t1 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSimulationReport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example t1 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSimulationScenario: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example t1 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/yaml": string;
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    streamOutlets: {
        parameters: {
            query?: {
                /**
                 * @description Id of the access node that the outlet's lines hang on. Repeat it or use commas for any of; a leading ! means none of.
                 * @example HA-QJP-OLT-03
                 */
                accessNode?: string;
                /**
                 * @description An amenity the outlet offers. Repeat it or use commas for any of; a leading ! means none of.
                 * @example 充电宝
                 */
                amenity?: string;
                /**
                 * @description Box west,south,east,north in degrees. Outlets without location are in no box.
                 * @example 118.5,33.0,119.5,34.0
                 */
                bbox?: string;
                /**
                 * @description Calendar that the outlet keeps. Repeat it or use commas for any of; a leading ! means none of.
                 * @example standard
                 */
                calendar?: string;
                /**
                 * @description Division code of the city, four or six digits. Repeat it or use commas for any of; a leading ! means none of.
                 * @example 3208
                 */
                city?: string;
                /**
                 * @description A designation the outlet carries. Repeat it or use commas for any of; a leading ! means none of.
                 * @example 共产党员服务店
                 */
                designation?: string;
                /**
                 * @description Division code of the district; the code of a city or the province takes all its districts. Repeat it or use commas for any of; a leading ! means none of.
                 * @example 320812
                 */
                district?: string;
                /**
                 * @description Top-level fields of outlets to answer, with commas; code always is. Fields: code, name, address, district, location, telecomArea, accessNode, calendar, designations, amenities, lines, terminals, cameras, revision, city, status, severity, since, updatedAt, devices, incidents, freshness, notices, distanceM.
                 * @example name,status
                 */
                fields?: string;
                /**
                 * @description Model of a device of the outlet. Repeat it or use commas for any of; a leading ! means none of.
                 * @example T9
                 */
                model?: string;
                /**
                 * @description Point lon,lat in degrees; rows then carry distanceM.
                 * @example 118.87,33.29
                 */
                near?: string;
                /**
                 * @description Text within code, name or address; case does not matter.
                 * @example 洪泽
                 */
                q?: string;
                /** @description Id of the last event seen, to go on from there; the header Last-Event-ID does the same. */
                resume?: string;
                /**
                 * @description Id of a rule with an active fault on a device of the outlet. Repeat it or use commas for any of; a leading ! means none of.
                 * @example terminal-offline
                 */
                rule?: string;
                /**
                 * @description Severity of the worst active fault. One of: none, info, minor, major, critical. Repeat it or use commas for any of; a leading ! means none of.
                 * @example major,critical
                 */
                severity?: string;
                /**
                 * @description Status of the outlet. One of: unknown, ok, degraded, down, closed. Repeat it or use commas for any of; a leading ! means none of.
                 * @example down,degraded
                 */
                status?: string;
                /**
                 * @description Division code of the carrier's maintenance area; the code of a city takes all its areas. Repeat it or use commas for any of; a leading ! means none of.
                 * @example 320813
                 */
                telecomArea?: string;
                /**
                 * @description What to follow, with commas; outlets if not given. One of: outlets, incidents.
                 * @example outlets,incidents
                 */
                topics?: string;
                /**
                 * @description Only outlets of which something changed at this time or later: ISO 8601 with offset.
                 * @example 2027-01-01T00:00:00Z
                 */
                updatedSince?: string;
                /**
                 * @description Largest distance from near, in km or m. Needs near.
                 * @example 5km
                 */
                within?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["SnapshotEvent"] | components["schemas"]["ChangeEvent"] | components["schemas"]["IncidentChangeEvent"] | components["schemas"]["ResyncEvent"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTeams: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TeamsModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTeam: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "application/yaml": unknown;
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putTeam: {
        parameters: {
            query?: {
                /** @description Check the document and change nothing. */
                dryRun?: boolean;
            };
            header?: {
                /**
                 * @description Only over this revision: the ETag as it was given, a list of them, or * for any that exists.
                 * @example "rev:12"
                 */
                "If-Match"?: string;
                /**
                 * @description *: only when there is none yet.
                 * @example *
                 */
                "If-None-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": Record<string, never>;
                "application/x-yaml": string;
                /**
                 * @example side: telecom
                 *     areas: ["320813"]
                 *     people:
                 *       - {id: li, name: 李工, role: engineer, skills: [fibre, terminal], home: {lon: 118.87, lat: 33.29}, language: zh,
                 *          channels: [{type: webhook, url: "https://example.org/li", secret: s3}, {type: email, to: li@example.org}]}
                 *       - {id: wang, name: 王主任, role: lead, channels: [{type: log}]}
                 *     shifts: [{people: [li], days: mon-sun, from: "00:00", to: "24:00"}]
                 */
                "application/yaml": string;
                "text/yaml": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /**
                     * @description The revision now stored.
                     * @example "rev:12"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentWriteModel"];
                };
            };
            /** @description Created */
            201: {
                headers: {
                    /**
                     * @description The revision now stored.
                     * @example "rev:12"
                     */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentWriteModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Conflict */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteTeam: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Only over this revision: the ETag as it was given, a list of them, or * for any that exists.
                 * @example "rev:12"
                 */
                "If-Match"?: string;
            };
            path: {
                /** @example t1 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Precondition Failed */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTeamVersions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentVersionsModel"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTeamVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of the version, as the list of versions gives it. */
                version: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": unknown;
                    "application/yaml": unknown;
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    takeTelemetry: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example [
                 *       {
                 *         "device": "3208008351/t1",
                 *         "at": "2027-01-01T08:00:00Z",
                 *         "seq": 123,
                 *         "type": "heartbeat",
                 *         "values": {
                 *           "temperatureC": 41.5,
                 *           "session": false
                 *         }
                 *       }
                 *     ]
                 */
                "application/json": {
                    /**
                     * Format: date-time
                     * @description The device's own time: ISO 8601 with an offset or Z.
                     */
                    at: string;
                    /** @description Outlet and device, e.g. 3208008351/t1. */
                    device: string;
                    /**
                     * Format: int64
                     * @description Counts the device's readings; a repeat of one of the last 64 is dropped as a duplicate.
                     */
                    seq?: null | number;
                    /** @enum {string} */
                    type?: "heartbeat" | "measurement" | "status" | "detection" | null;
                    /** @description A number, text or boolean per name; at most 64, names of 1 to 64 characters, texts of at most 256. */
                    values?: null | Record<string, never>;
                }[];
                /**
                 * @example {
                 *       "device": "3208008351/t1",
                 *       "at": "2027-01-01T08:00:00Z",
                 *       "seq": 123,
                 *       "type": "heartbeat",
                 *       "values": {
                 *         "temperatureC": 41.5,
                 *         "session": false
                 *       }
                 *     }
                 */
                "application/x-ndjson": {
                    /**
                     * Format: date-time
                     * @description The device's own time: ISO 8601 with an offset or Z.
                     */
                    at: string;
                    /** @description Outlet and device, e.g. 3208008351/t1. */
                    device: string;
                    /**
                     * Format: int64
                     * @description Counts the device's readings; a repeat of one of the last 64 is dropped as a duplicate.
                     */
                    seq?: null | number;
                    /** @enum {string} */
                    type?: "heartbeat" | "measurement" | "status" | "detection" | null;
                    /** @description A number, text or boolean per name; at most 64, names of 1 to 64 characters, texts of at most 256. */
                    values?: null | Record<string, never>;
                };
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TelemetryAnswer"];
                };
            };
            /** @description Bad Request */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Forbidden */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Payload Too Large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Unsupported Media Type */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too Many Requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Internal Server Error */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Service Unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
