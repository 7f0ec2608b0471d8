/* SPDX-License-Identifier: ISC */
/*
 * Commands about the daemon and about the conversation itself: what only the
 * parent may decide is asked of it; acknowledgements are the sink's.
 */
#ifndef RDE_PROGRAM_COMMAND_DAEMON_H
#define RDE_PROGRAM_COMMAND_DAEMON_H

#include "program_command_table.h"

#ifndef HERALD_VERSION
#define HERALD_VERSION "0.1"
#endif

command_run	command_ask;		/* value: enum pr_ask_kind */
command_run	command_ask_words;	/* the same, with what follows */
command_run	command_ack;		/* value: enum command_ack */
command_run	command_sync;		/* value: 1 on, 0 off */
command_run	command_version;
command_run	command_api_version;
command_run	command_queues;
command_run	command_reset;
command_run	command_ping;
command_run	command_nothing;	/* done */
command_run	command_not_here;	/* what ExaBGP has and this not */

enum command_ack { ACK_ENABLE, ACK_DISABLE, ACK_SILENCE };

#endif
