/* SPDX-License-Identifier: ISC */
/*
 * All state of the process bgpd, and its life: start, signals, stop.
 */
#ifndef PARENT_PARENT_H
#define PARENT_PARENT_H

#include <stdbool.h>

#include "amend.h"
#include "attempts.h"
#include "base/loop.h"
#include "config_load.h"
#include "control.h"
#include "control_socket.h"
#include "crash.h"
#include "created.h"
#include "daemon.h"
#include "engine.h"
#include "inject_log.h"
#include "ipc/parent_engine.h"
#include "ipc/parent_rde.h"
#include "listen.h"
#include "log_write.h"
#include "marker.h"
#include "options.h"
#include "program.h"
#include "program_ask.h"
#include "reload.h"
#include "rollout.h"
#include "trial.h"
#include "users.h"

enum { PARENT_SIGNALS = 6 };

struct parent {
	const struct options	*options;
	struct loop		*loop;
	struct log_write	 log;
	struct log_share	 log_share[ENGINE_MAX];
	struct daemon		 daemon;
	int64_t			 born;		/* seconds since 1970 */
	char			 uuid[PR_UUID];
	struct loop_signal	*signals[PARENT_SIGNALS];
	int			 exe_fd[ENGINE_MAX];
	int			 root_fd;
	struct config_load	*load;		/* the first one only */
	struct users		 users;
	struct control_socket	 socket;	/* until control has it */
	struct listeners	*listeners;
	struct rollout		*rollout;
	struct reload		*reload;
	struct trial		*trial;
	struct control		*control;
	struct attempts		*attempts;
	struct inject_log	*injected;
	struct programs		*programs;
	struct asks		*asks;		/* of theirs */
	struct amend		*amend;		/* by them: neighbours */
	struct created		*created;
	struct marker		*marker;	/* or NULL */
	struct loop_timer	*touch;		/* it */
	struct crashes		*crashes;
	struct engine		*engine[ENGINE_MAX];
	bool			 runs[ENGINE_MAX];	/* before the start */
	bool			 started;
	bool			 stopping;
	bool			 final;		/* stopping for good, and */
	bool			 told_all;	/* every neighbour knows it */
	bool			 restarting;	/* the session engine */
	uint32_t		 then_sessions;	/* behind this reload, or 0 */
	uint32_t		 then_programs;	/* the same: begin anew */
	char			 last_words[PE_STOP_TEXT + 1];
	struct loop_timer	*patience;	/* with PE_STOP */
	int			 status;
	/* For those who know nothing of parent.c. */
	void			(*stopped)(struct parent *p, bool told);
	void			(*stop)(struct parent *p, const char *why);
	void			(*leave)(struct parent *p, int status);
	uint32_t		(*reload_file)(struct parent *p, bool next);
	void			(*restart)(struct parent *p);
};

/* From start to end; the exit status. */
int	parent_run(const struct options *o, struct daemon *d);

#endif
