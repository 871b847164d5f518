"""The pages of papers: download, and the signer's own key."""
