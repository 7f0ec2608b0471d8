/* SPDX-License-Identifier: ISC */
/*
 * Programs, other people's processes: as a configuration has them, and as the
 * parent has started them.  What they say and what they are told is made
 * elsewhere, by those who listen here.
 *
 * Of a program's routes (on-exit): what it does not announce again goes when
 * it ends, or some time after that; and after our own start, which is no
 * exit of theirs, with 60 seconds at least.
 */
#ifndef RDE_PROGRAM_H
#define RDE_PROGRAM_H

#include <stdbool.h>
#include <stdint.h>

#include <bsd/sys/queue.h>

#include "base/idset.h"
#include "config/conf.h"
#include "ipc/parent_rde.h"
#include "peer.h"
#include "rde.h"
#include "subscriptions.h"

enum {
	PROGRAM_QUEUE		= 16 * 1024 * 1024,	/* when none is said */
	PROGRAM_RESTART_S	= 60,
	PROGRAM_FAREWELL_MS	= 100,	/* as ExaBGP has it */
	PROGRAM_QUIET_MS	= 1000,	/* it has said what it had to say */
};

struct program_io;
struct program_feed;
struct program_exit;
struct program_talk;

struct program {
	TAILQ_ENTRY(program) entry;
	struct programs	*all;
	struct conf_process conf;	/* its name is in here */
	bool		 configured;	/* in the present configuration */
	uint8_t		 shape;		/* of events and answers: 4, 5, 6 */
	bool		 json;

	/* The parent's number and start; 0: it does not run. */
	uint32_t	 id;
	uint32_t	 run;
	bool		 again;		/* ended with the last route engine */
	bool		 ended;		/* the parent is to end it */
	bool		 stopping;
	bool		 gone;		/* only its last words are left */
	struct program_io *io;		/* NULL: it is not there */
	int		 in;		/* until then its input, or -1 */
	monotime_t	 spoke;		/* its last line */
	struct loop_timer *heartbeat;
	struct loop_timer *farewell;	/* it reads what was said last */
	/*
	 * Since our own start it was quiet for PROGRAM_QUIET_MS, or it ended
	 * and is not started again.
	 */
	bool		 settled;
	struct loop_timer *quiet;	/* until then, while it runs */

	struct program_exit *exit;
	const struct idset *peers;	/* as of these two */
	uint64_t	 peers_config;
	uint64_t	 peers_changes;
	/* Of those who listen. */
	struct program_talk *talk;
	struct program_feed *feed;
};

/* Any may be NULL. */
struct program_ops {
	void	(*started)(void *arg, struct program *pr);
	/* It says no more, and is told no more; its io goes. */
	void	(*ended)(void *arg, struct program *pr);
	void	(*line)(void *arg, struct program *pr, const char *text,
		    size_t len);
	/* See program_io.h. */
	void	(*drained)(void *arg, struct program *pr);
	void	(*answered)(void *arg, struct program *pr);
	/* See struct program: once for each. */
	void	(*settled)(void *arg, struct program *pr);
	/* In force from here on; it may be asked for what was, until then. */
	void	(*configured)(void *arg,
		    const struct subscription_table *before);
};

enum { PROGRAM_LISTENERS = 3 };

struct programs *programs_new(struct rde *rde);
void	programs_free(struct programs *ps);
/* In this order; a line that nobody listens for is an error. */
void	programs_listen(struct programs *ps, const struct program_ops *ops,
	    void *arg);

struct program *programs_find(const struct programs *ps, const char *name);
/* By the order of definition, from NULL; NULL at the end. */
struct program *programs_next(const struct programs *ps,
	    const struct program *after);
const struct pr_identity *programs_who(const struct programs *ps);
const struct subscription_table *programs_subscriptions(
	    const struct programs *ps);

/* What waits for each that runs, in the order of definition. */
void	programs_waiting(const struct programs *ps, void (*each)(void *ctx,
	    const char *name, uint64_t lines, uint64_t octets), void *ctx);

/* Does an api block of the neighbour name it? */
bool	program_may(const struct program *pr, const struct peer *p);
/* All of those, borrowed until neighbours or the configuration change. */
const struct idset *program_peers(struct program *pr);

/* A configuration, while it is carried out: all processes, then all blocks. */
void	programs_config_begin(struct programs *ps);
void	programs_config_process(struct programs *ps,
	    const struct conf_process *c);
void	programs_config_api(struct programs *ps, const struct conf_api *a);
void	programs_config_end(struct programs *ps);
/* The first one has been carried out, the log of injections read. */
void	programs_restarted(struct programs *ps);

/* The parent's words; descriptors are ours from here on. */
void	programs_identity(struct programs *ps, const struct pr_identity *who);
void	programs_start(struct programs *ps, uint32_t id, uint32_t run,
	    const struct pr_program *what, int in);
void	programs_output(struct programs *ps, uint32_t id, uint32_t run,
	    int out);
void	programs_stop(struct programs *ps, uint32_t id, uint32_t run);
void	programs_gone(struct programs *ps, uint32_t id, uint32_t run);

#endif
