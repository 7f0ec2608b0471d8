/* SPDX-License-Identifier: ISC */
/*
 * parent <-> rde, beside parent_engine.h.
 *
 * The injection log: a memfd that the parent owns and the route engine
 * appends to before it answers; at start it comes before PE_CONFIG.  When the
 * log has grown far past what lives in it, the engine asks for a fresh file,
 * writes to both, says when the fresh one is complete, and writes to the old
 * one until it hears that they were swapped.
 *
 * Programs: the parent starts and ends them, the route engine talks to them.
 * A program has a number, the same for a name while the daemon lives, and its
 * starts are counted; each message about one carries both, and each side drops
 * what belongs to an older start.  One start, from the parent's view:
 *
 *	PR_PROGRAM, PR_PROGRAM_OUT	it runs
 *	PR_PROGRAM_ENDED		(from the engine) what is wrong with it
 *	PR_PROGRAM_STOP			say farewell to it,
 *	PR_PROGRAM_STOPPED		(from the engine) done, before SIGTERM
 *	PR_PROGRAM_GONE			it was reaped; the last of this start
 *
 * A start is announced behind the commit of the configuration that has it, and
 * a program that a configuration has no more is stopped behind the commit of
 * that.  After the engine's own start nothing of programs is known to it.
 */
#ifndef IPC_PARENT_RDE_H
#define IPC_PARENT_RDE_H

#include <assert.h>
#include <stdint.h>

#include "config/conf.h"

enum {
	/* parent to rde */
	PR_LOG_FILE	= 200,	/* fd = the injection log */
	PR_LOG_FRESH	= 201,	/* fd = an empty file */
	PR_LOG_SWAPPED	= 202,	/* the fresh one is the log now */
	/* struct pr_identity: once, before PE_CONFIG */
	PR_IDENTITY	= 203,
	/* peer = number, gen = start; struct pr_program; fd = its stdin */
	PR_PROGRAM	= 204,
	PR_PROGRAM_OUT	= 205,	/* peer, gen; fd = its stdout */
	PR_PROGRAM_STOP	= 206,	/* peer, gen */
	PR_PROGRAM_GONE	= 207,	/* peer, gen: its pipe may hold lines yet */
	/* peer = token of the PR_ASK; struct pr_answer + text */
	PR_ANSWER	= 208,
	PR_SIGNAL	= 209,	/* peer = number of the signal we got */

	/* rde to parent */
	PR_LOG_ROTATE	= 250,	/* a fresh file, please */
	PR_LOG_COMPLETE	= 251,	/* the fresh one says all */
	/* peer, gen; struct pr_ended */
	PR_PROGRAM_ENDED = 252,
	PR_PROGRAM_STOPPED = 253, /* peer, gen */
	/*
	 * peer = token, gen = number of the program that asks, or 0;
	 * struct pr_ask + text: answered once, in no order
	 */
	PR_ASK		= 254,
};

enum { PR_UUID = 37 };	/* RFC 9562 4, with its NUL */

/*
 * Who we are, for events and status; and what the environment says for all
 * programs.
 */
struct pr_identity {
	int32_t		pid;		/* of bgpd */
	int32_t		ppid;
	uint8_t		no_ack;		/* exabgp_api_ack is false */
	uint8_t		api_version;	/* exabgp_api_version, or 0 */
	uint8_t		pad[6];
	char		host[72];	/* as gethostname(2) */
	int64_t		started;	/* seconds since 1970 */
	char		uuid[PR_UUID];	/* of this run of bgpd */
	char		pad2[3];
};
static_assert(sizeof(struct pr_identity) == 136, "pr_identity travels");

enum {				/* pr_program.flags */
	/* the start before ended with the route engine, not by itself */
	PR_PROGRAM_AGAIN = 1,
};

struct pr_program {
	char		name[CONF_NAME_MAX];	/* of its CONF_PROCESS */
	uint8_t		flags;
	uint8_t		pad[7];
};
static_assert(sizeof(struct pr_program) == 72, "pr_program travels");

enum pr_ended_why {
	/* One that only reads, or only writes, is a program like others. */
	PR_ENDED_MUTE,		/* its stdout is closed */
	PR_ENDED_DEAF,		/* nobody has its stdin open */
	PR_ENDED_LINE,		/* a line longer than what is taken */
	PR_ENDED_SILENT,	/* no line for as long as heartbeat allows */
	PR_ENDED_MAX
};

struct pr_ended {
	uint8_t		why;		/* enum pr_ended_why */
	uint8_t		pad[3];
};
static_assert(sizeof(struct pr_ended) == 4, "pr_ended travels");

/* What only the parent can do; it knows itself who may (conf_process.may). */
enum pr_ask_kind {
	PR_ASK_SHUTDOWN,	/* as SIGTERM */
	PR_ASK_RELOAD,		/* answered when it is over */
	PR_ASK_RESTART,		/* a reload, then every session anew */
	/* text: "neighbor ADDRESS local-as N …", without the verb */
	PR_ASK_CREATE,
	/* text: a selector, as "neighbor ADDRESS [key value …], …" */
	PR_ASK_DELETE,
	PR_ASK_MAX
};

enum {
	PR_ASK_TEXT	= 4096,		/* octets */
	/* unanswered at a time; one more is refused at once */
	PR_ASKS_MAX	= 1024,
};

struct pr_ask {
	uint8_t		kind;		/* enum pr_ask_kind */
	uint8_t		pad[3];
	uint32_t	client;		/* pe_client.id when gen is 0 */
};
static_assert(sizeof(struct pr_ask) == 8, "pr_ask travels");

struct pr_answer {
	uint8_t		code;		/* enum ctl_code of control.h */
	uint8_t		pad[3];
	uint32_t	done;		/* neighbours created, deleted */
};
static_assert(sizeof(struct pr_answer) == 8, "pr_answer travels");

#endif
