common_SRCS += $(sort $(wildcard common/bgp/*.c))
